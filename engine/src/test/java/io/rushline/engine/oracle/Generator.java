package io.rushline.engine.oracle;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.oracle.SimulatedCommand.ChangeSale.Change;
import io.rushline.engine.oracle.SimulatedCommand.GiveBack.Thing;
import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.HoldState;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.SaleState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes up commands from one seed, with an eye on the oracle's state so that most of them mean something. */
final class Generator {
    private static final List<String> NAMES = List.of(
            "ann", "bob", "cid", "dan", "eve", "fay", "gus", "hal", "ivy", "jon", "kim", "leo", "mia", "ned", "oda");
    private static final List<String> NO_NAMES = List.of("", "x".repeat(65), "Zoë", "tab\t", "\u007f");
    private static final int REPEATED = 40;

    private final Profile profile;
    private final Random random;
    private final NaiveState state;
    private final HallGenerator halls;
    private final ChangeGenerator changes;
    private final Deque<Step> named = new ArrayDeque<>();
    private long number;
    private long nowMs;

    Generator(Profile profile, Random random, NaiveState state) {
        this.profile = profile;
        this.random = random;
        this.state = state;
        halls = new HallGenerator(random, profile.hasLargeHalls());
        changes = new ChangeGenerator(random, state);
    }

    Step next() {
        number++;
        advanceTime();
        boolean reloads = chance(4);
        if (!named.isEmpty() && chance(40)) {
            Step again = named.stream()
                    .skip(random.nextInt(named.size()))
                    .findFirst()
                    .orElseThrow();
            SimulatedCommand command = chance(200) ? command() : again.command();
            return new Step(number, reloads, nowMs, again.key(), command);
        }
        Step step = new Step(number, reloads, nowMs, chance(650) ? number : 0, command());
        if (step.key() != 0) {
            named.addLast(step);
            if (named.size() > REPEATED) {
                named.removeFirst();
            }
        }
        return step;
    }

    private boolean chance(int perMille) {
        return random.nextInt(1_000) < perMille;
    }

    private void advanceTime() {
        int kind = random.nextInt(1_000);
        if (kind < 400) {
            nowMs += random.nextInt(6);
        } else if (kind < 406) {
            nowMs += random.nextInt(400);
        } else if (kind == 406) {
            nowMs += random.nextInt(1_000_000);
        }
    }

    private SimulatedCommand command() {
        if (state.plans.isEmpty() || chance(3)) {
            return new SimulatedCommand.DefinePlan(halls.rows());
        }
        if (state.shows.isEmpty() || chance(profile.turnover())) {
            return turnover();
        }
        return switch (random.nextInt(41)) {
            case 0, 1, 2, 3, 4, 5 -> hold();
            case 6, 7, 8, 9, 10, 11 -> best();
            case 12, 13, 14, 15, 16, 17, 18 -> join();
            case 19, 20 -> giveBack(Thing.HOLD);
            case 21, 22, 23 -> giveBack(Thing.BOOKING);
            case 24 -> giveBack(Thing.PLACE);
            case 25, 26, 27, 28 -> exchange();
            case 29, 30, 31, 32 -> confirm();
            case 33 -> block(chance(400));
            case 34, 35, 36 -> block(true);
            case 37 -> new SimulatedCommand.ChangeSale(chance(700) ? Change.OPEN : Change.CLOSE, show(), 0);
            case 38 -> rare();
            case 39 -> chance(100) ? changes.rename() : changes.change(show(), nowMs);
            default -> new SimulatedCommand.Tick();
        };
    }

    private SimulatedCommand turnover() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> createShow();
            case 3 -> new SimulatedCommand.ChangeSale(Change.CANCEL, show(), chance(30) ? 501 : random.nextInt(9));
            case 4 -> new SimulatedCommand.ChangeSale(Change.CLOSE, show(), 0);
            default -> new SimulatedCommand.ChangeSale(Change.ARCHIVE, finished(), 0);
        };
    }

    private SimulatedCommand rare() {
        if (chance(100)) {
            boolean hasLimits = chance(600);
            List<EngineLimits> limits = hasLimits ? List.of(profile.changed(random)) : List.of();
            return new SimulatedCommand.StartEpoch(random.nextInt(100), limits);
        }
        return new SimulatedCommand.ChangeSale(Change.OPEN, closed(), 0);
    }

    private SimulatedCommand createShow() {
        List<Long> plans = List.copyOf(state.plans.keySet());
        long plan = chance(20) ? 0 : plans.get(random.nextInt(plans.size()));
        NaivePlan known = state.plans.get(plan);
        int prices = known == null || chance(20) ? random.nextInt(4) : known.categoryCount();
        return new SimulatedCommand.CreateShow(
                plan,
                chance(200) ? nowMs + random.nextInt(100) : 0,
                chance(10) ? 0 : 1 + random.nextInt(600),
                random.nextInt(3) * 10L,
                1 + random.nextInt(1_500),
                chance(10) ? 11 : 3 + random.nextInt(7),
                random.nextInt(2) * (4 + random.nextInt(6)),
                chance(10) ? LinePolicy.NULL_VAL : chance(500) ? LinePolicy.FIRST_FIT : LinePolicy.STRICT_FIFO,
                IntStream.range(0, prices)
                        .mapToObj(i -> chance(5) ? -1 : 1_000L + 250L * random.nextInt(4))
                        .toList());
    }

    private SimulatedCommand hold() {
        long show = show();
        return new SimulatedCommand.Hold(show, customer(), seats(show));
    }

    private SimulatedCommand best() {
        return new SimulatedCommand.Best(
                show(),
                customer(),
                quantity(),
                wish(),
                chance(200) ? random.nextInt(4) - 1 : -1,
                chance(5) ? Adjacency.NULL_VAL : chance(400) ? Adjacency.REQUIRED : Adjacency.PREFERRED);
    }

    private SimulatedCommand join() {
        long show = show();
        int wish = wish();
        NaiveShow known = state.shows.get(show);
        int quantity = quantity();
        // Nobody can join whom enough seats are free for, so a party is more often than not too big for them.
        if (known != null && wish < known.plan.categoryCount() && chance(700)) {
            quantity = Math.max(quantity, Math.min(known.free(wish) + 1, known.terms.maxPerHold()));
        }
        return new SimulatedCommand.Join(show, customer(), quantity, wish);
    }

    private SimulatedCommand giveBack(Thing thing) {
        if (thing == Thing.PLACE) {
            List<NaiveWaiter> waiters = state.waiters().toList();
            if (waiters.isEmpty() || chance(50)) {
                return new SimulatedCommand.GiveBack(thing, anyNumber(), customer());
            }
            NaiveWaiter waiter = waiters.get(random.nextInt(waiters.size()));
            return new SimulatedCommand.GiveBack(thing, waiter.id(), chance(50) ? customer() : waiter.customer());
        }
        Optional<NaiveHold> hold = someHold(thing == Thing.BOOKING ? HoldState.BOOKED : HoldState.HELD);
        long made = hold.map(known -> thing == Thing.BOOKING && known.bookingId != 0 ? known.bookingId : known.id)
                .orElseGet(this::anyNumber);
        return new SimulatedCommand.GiveBack(thing, made, owner(hold));
    }

    private SimulatedCommand exchange() {
        Optional<NaiveHold> hold = someHold(HoldState.HELD);
        List<Integer> seats = hold.isPresent() && chance(400)
                ? near(hold.get())
                : seats(hold.map(known -> known.show.id).orElse(0L));
        return new SimulatedCommand.Exchange(
                hold.map(known -> known.id).orElseGet(this::anyNumber), owner(hold), seats);
    }

    private SimulatedCommand confirm() {
        Optional<NaiveHold> hold = someHold(chance(250) ? HoldState.EXPIRED : HoldState.HELD);
        long amount = chance(600) ? -1 : hold.map(NaiveHold::total).orElse(0L) + (chance(150) ? 1 : 0);
        return new SimulatedCommand.Confirm(
                hold.map(known -> known.id).orElseGet(this::anyNumber),
                owner(hold),
                amount,
                chance(20) ? "\u0001" : "paid");
    }

    private SimulatedCommand block(boolean isUndone) {
        long show = show();
        NaiveShow known = state.shows.get(show);
        List<Integer> seats = seats(show);
        if (isUndone && known != null && chance(800)) {
            List<Integer> blocked = IntStream.range(0, known.seats.size())
                    .filter(seat -> known.seats.get(seat) == NaiveShow.SeatState.BLOCKED)
                    .boxed()
                    .toList();
            if (blocked.isEmpty()) {
                return hold();
            }
            seats = blocked.subList(0, 1 + random.nextInt(blocked.size()));
        }
        return new SimulatedCommand.Block(isUndone, show, seats, chance(20) ? 501 : random.nextInt(5));
    }

    private long show() {
        List<Long> shows = state.shows.values().stream()
                .filter(show -> show.sale != SaleState.CANCELLED || chance(50))
                .map(show -> show.id)
                .toList();
        if (shows.isEmpty() || chance(10)) {
            return anyNumber();
        }
        return shows.get(random.nextInt(100) < profile.hotPercent() ? 0 : random.nextInt(shows.size()));
    }

    /** A show that was closed, if there is one. */
    private long closed() {
        return state.shows.values().stream()
                .filter(show -> show.sale == SaleState.CLOSED)
                .map(show -> show.id)
                .findFirst()
                .orElseGet(this::show);
    }

    /** A show that may be archived, if there is one. */
    private long finished() {
        return state.shows.values().stream()
                .filter(show -> show.sale != SaleState.OPEN)
                .filter(show -> show.line.isEmpty() && !show.hasHeldSeats() && chance(800))
                .map(show -> show.id)
                .findFirst()
                .orElseGet(this::show);
    }

    /** The number of some step, whatever it made. */
    private long anyNumber() {
        return random.nextInt((int) number + 3);
    }

    /** More often than not one in this state, if there is one. */
    private Optional<NaiveHold> someHold(HoldState wanted) {
        List<NaiveHold> all = Stream.concat(state.holds(), state.ended.stream()).toList();
        List<NaiveHold> fit = all.stream().filter(hold -> hold.state == wanted).toList();
        List<NaiveHold> holds = fit.isEmpty() || chance(50) ? all : fit;
        return holds.isEmpty() || chance(20) ? Optional.empty() : Optional.of(holds.get(random.nextInt(holds.size())));
    }

    private String owner(Optional<NaiveHold> hold) {
        return hold.isEmpty() || chance(40) ? customer() : hold.get().customer;
    }

    private String customer() {
        return chance(10)
                ? NO_NAMES.get(random.nextInt(NO_NAMES.size()))
                : NAMES.get(random.nextInt(profile.customerCount()));
    }

    private int quantity() {
        return chance(10) ? 0 : 1 + random.nextInt(chance(100) ? 11 : 5);
    }

    private int wish() {
        return chance(700) ? -1 : random.nextInt(chance(30) ? 5 : 2);
    }

    /** Neighbours, more or less, of which most are in the show's hall. */
    private List<Integer> seats(long show) {
        NaiveShow known = state.shows.get(show);
        int seatCount = known == null ? 8 : known.seats.size();
        int count = chance(10) ? 0 : 1 + random.nextInt(chance(40) ? 14 : 5);
        int first = random.nextInt(seatCount);
        List<Integer> seats = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            seats.add(chance(150) ? random.nextInt(seatCount) : (first + i) % seatCount);
        }
        if (count > 0 && chance(15)) {
            seats.set(random.nextInt(count), random.nextInt());
        }
        return List.copyOf(seats);
    }

    /** The hold's own seats, one fewer or one more, shifted a little. */
    private List<Integer> near(NaiveHold hold) {
        List<Integer> seats = new ArrayList<>(hold.seats);
        if (seats.size() > 1 && chance(400)) {
            seats.remove(random.nextInt(seats.size()));
        }
        if (chance(500)) {
            int more = random.nextInt(hold.show.seats.size());
            if (!seats.contains(more)) {
                seats.add(more);
            }
        }
        return List.copyOf(seats);
    }
}
