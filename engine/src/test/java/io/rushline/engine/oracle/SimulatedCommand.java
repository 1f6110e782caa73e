package io.rushline.engine.oracle;

import io.rushline.engine.CommandEncoder;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.ScenarioHall;
import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.LinePolicy;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command as the generator means it. What it is about is named by the number of the step that made the thing, so that it
 * still means the same when other steps are dropped and all sequences shift.
 */
sealed interface SimulatedCommand {
    void encode(CommandEncoder encoder, StepNumbers numbers);

    /** In the words of a scenario, without its time. */
    String text(StepNumbers numbers);

    private static int[] array(List<Integer> seats) {
        return seats.stream().mapToInt(seat -> seat).toArray();
    }

    /** Rows as in {@link ScenarioHall}. */
    record DefinePlan(String rows) implements SimulatedCommand {
        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            ScenarioHall hall = ScenarioHall.parse(rows);
            encoder.defineSeatPlan(hall.categories, hall.sections, hall.rows);
        }

        @Override
        public String text(StepNumbers numbers) {
            return "plan";
        }
    }

    /** A show that has this plan, with as many prices as are given. */
    record CreateShow(
            long plan,
            long onSaleAtMs,
            long holdMs,
            long graceMs,
            long waitMs,
            int maxPerHold,
            int maxPerCustomer,
            LinePolicy policy,
            List<Long> prices)
            implements SimulatedCommand {
        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            encoder.createShow(new CommandEncoder.Terms(
                    numbers.id(plan), onSaleAtMs, holdMs, graceMs, waitMs, maxPerHold, maxPerCustomer, policy, prices));
        }

        @Override
        public String text(StepNumbers numbers) {
            return "show of p" + plan + " prices=" + prices + " onSale=" + onSaleAtMs + " hold=" + holdMs + " grace="
                    + graceMs + " wait=" + waitMs + " perHold=" + maxPerHold + " perCustomer=" + maxPerCustomer
                    + " policy=" + policy;
        }
    }

    /** What an operator does to a show. */
    record ChangeSale(Change change, long show, int reasonBytes) implements SimulatedCommand {
        /** Which of the commands about the state of the sale. */
        enum Change {
            OPEN,
            CLOSE,
            CANCEL,
            ARCHIVE
        }

        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            long id = numbers.id(show);
            switch (change) {
                case OPEN -> encoder.openSale(id);
                case CLOSE -> encoder.closeSale(id);
                case CANCEL -> encoder.cancelShow(id, "r".repeat(reasonBytes));
                case ARCHIVE -> encoder.archiveShow(id);
            }
        }

        @Override
        public String text(StepNumbers numbers) {
            return switch (change) {
                case OPEN -> "open s" + show;
                case CLOSE -> "close s" + show;
                case CANCEL -> "cancelShow s" + show + " because LONG" + reasonBytes;
                case ARCHIVE -> "archive s" + show;
            };
        }
    }

    /** Other terms of a show; the id that the change bears is the number of a step. */
    record ChangeShow(CommandEncoder.Change change) implements SimulatedCommand {
        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            encoder.changeShow(new CommandEncoder.Change(
                    numbers.id(change.showId()),
                    change.startsAtMs(),
                    change.onSaleAtMs(),
                    change.holdMs(),
                    change.waitMs(),
                    change.maxPerHold(),
                    change.maxPerCustomer(),
                    change.prices()));
        }

        @Override
        public String text(StepNumbers numbers) {
            return "change s" + change.showId()
                    + word("starts", change.startsAtMs())
                    + word("onSale", change.onSaleAtMs())
                    + word("hold", change.holdMs())
                    + word("wait", change.waitMs())
                    + word("perHold", change.maxPerHold())
                    + word("perCustomer", change.maxPerCustomer())
                    + (change.prices().isEmpty() ? "" : " prices=" + change.prices());
        }

        private static String word(String name, long value) {
            boolean isKept = value == CommandEncoder.Change.KEEP || value == CommandEncoder.Change.KEEP_LIMIT;
            return isKept ? "" : " " + name + "=" + value;
        }
    }

    /** Another name for a hall. */
    record RenamePlan(long plan, int nameBytes) implements SimulatedCommand {
        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            encoder.renameSeatPlan(numbers.id(plan), "n".repeat(nameBytes));
        }

        @Override
        public String text(StepNumbers numbers) {
            return "rename p" + plan + " LONG" + nameBytes;
        }
    }

    /** Seats blocked, or unblocked. */
    record Block(boolean isUndone, long show, List<Integer> seats, int reasonBytes) implements SimulatedCommand {
        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            String reason = "r".repeat(reasonBytes);
            if (isUndone) {
                encoder.unblockSeats(numbers.id(show), reason, array(seats));
            } else {
                encoder.blockSeats(numbers.id(show), reason, array(seats));
            }
        }

        @Override
        public String text(StepNumbers numbers) {
            return (isUndone ? "unblock s" : "block s") + show + " " + numbers.seats(show, seats) + " because LONG"
                    + reasonBytes;
        }
    }

    /** Chosen seats. */
    record Hold(long show, String customer, List<Integer> seats) implements SimulatedCommand {
        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            encoder.holdSeats(numbers.id(show), customer, array(seats));
        }

        @Override
        public String text(StepNumbers numbers) {
            return "hold s" + show + " " + numbers.seats(show, seats) + " by " + customer;
        }
    }

    /** Best available. */
    record Best(long show, String customer, int quantity, int category, int section, Adjacency adjacency)
            implements SimulatedCommand {
        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            encoder.holdBestAvailable(numbers.id(show), customer, quantity, category, section, adjacency);
        }

        @Override
        public String text(StepNumbers numbers) {
            return "best s" + show + " " + quantity + numbers.category(show, category) + numbers.section(show, section)
                    + (adjacency == Adjacency.REQUIRED ? " adjacent" : "") + " by " + customer;
        }
    }

    /** One thing, by the step that made it, given back by a customer. */
    record GiveBack(Thing thing, long made, String customer) implements SimulatedCommand {
        /** What is given back. */
        enum Thing {
            HOLD("release"),
            BOOKING("cancel"),
            PLACE("leave");

            private final String verb;

            Thing(String verb) {
                this.verb = verb;
            }
        }

        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            switch (thing) {
                case HOLD -> encoder.releaseHold(numbers.id(made), customer);
                case BOOKING -> encoder.cancelBooking(numbers.id(made), customer);
                case PLACE -> encoder.leaveLine(numbers.id(made), customer);
            }
        }

        @Override
        public String text(StepNumbers numbers) {
            return thing.verb + " h" + made + " by " + customer;
        }
    }

    /** Other seats for a hold. */
    record Exchange(long hold, String customer, List<Integer> seats) implements SimulatedCommand {
        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            encoder.exchangeSeats(numbers.id(hold), customer, array(seats));
        }

        @Override
        public String text(StepNumbers numbers) {
            return "exchange h" + hold + " " + numbers.seats(numbers.showOfHold(hold), seats) + " by " + customer;
        }
    }

    /** A hold paid for; -1 when no amount is given. */
    record Confirm(long hold, String customer, long amount, String payment) implements SimulatedCommand {
        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            encoder.confirmHold(numbers.id(hold), customer, amount, payment);
        }

        @Override
        public String text(StepNumbers numbers) {
            return "book h" + hold + " paying " + amount + " ref " + payment + " by " + customer;
        }
    }

    /** A place in line. */
    record Join(long show, String customer, int quantity, int category) implements SimulatedCommand {
        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            encoder.joinLine(numbers.id(show), customer, quantity, category);
        }

        @Override
        public String text(StepNumbers numbers) {
            return "join s" + show + " " + quantity + numbers.category(show, category) + " by " + customer;
        }
    }

    /** Time passes. */
    record Tick() implements SimulatedCommand {
        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            encoder.tick();
        }

        @Override
        public String text(StepNumbers numbers) {
            return "tick";
        }
    }

    /** A new primary; with no limits or one set of them. */
    record StartEpoch(long epoch, List<EngineLimits> limits) implements SimulatedCommand {
        @Override
        public void encode(CommandEncoder encoder, StepNumbers numbers) {
            if (limits.isEmpty()) {
                encoder.startEpoch(epoch);
            } else {
                encoder.startEpoch(epoch, limits.get(0));
            }
        }

        @Override
        public String text(StepNumbers numbers) {
            return Stream.concat(Stream.of("epoch " + epoch), limits.stream().map(Script::limits))
                    .reduce((left, right) -> left + " " + right)
                    .orElseThrow();
        }
    }
}
