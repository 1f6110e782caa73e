package io.rushline.gateway.audit;

import io.rushline.gateway.auth.SignedIds.Kind;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.Replay;
import io.rushline.journal.audit.ScanReport;
import io.rushline.journal.audit.explain.Explained;
import io.rushline.journal.audit.explain.Explanation;
import io.rushline.journal.audit.explain.Subject;
import io.rushline.journal.audit.message.Command.ConfirmHold;
import io.rushline.journal.audit.message.Messages;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code rushline journal explain}: why somebody did not get a seat, and who did. */
@Command(
        name = "explain",
        description = {
            "Tells all that happened to a seat, a hold, a customer, a place in line or a booking, and each attempt that was "
                    + "refused, with what stood in its way.",
            "Ids are sequences, or those that customers see."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private final JournalOptions options = new JournalOptions();

    @Parameters(
            arity = "0..2",
            paramLabel = "SHOW SEAT",
            description = "A show's id and a seat's name, such as 532 Stalls-F-12.")
    private List<String> seat = new ArrayList<>();

    @ArgGroup
    private @Nullable Whom whom;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    /** What else there can be to explain. */
    static final class Whom {
        @Option(names = "--hold", paramLabel = "ID", description = "A hold, and the booking that it became.")
        private @Nullable String hold;

        @Option(
                names = "--customer",
                paramLabel = "NAME",
                converter = CustomerArgument.class,
                description = "All that a customer did.")
        private @Nullable String customer;

        @Option(names = "--waiter", paramLabel = "ID", description = "A place in line, and the offer that ended it.")
        private @Nullable String waiter;

        @Option(names = "--booking", paramLabel = "ID", description = "A booking, and the hold that it was made of.")
        private @Nullable String booking;
    }

    @Override
    public Integer call() {
        options.keepProgressFromPager();
        Subject subject = subject();
        AtomicLong told = new AtomicLong();
        Explanation explanation;
        ScanReport report;
        try (PrintWriter out = JournalOptions.results(spec)) {
            explanation = new Explanation(subject, explained -> {
                told.incrementAndGet();
                print(out, explained);
            });
            report = options.scan(new Replay(Decision.reading(explanation)));
        }
        boolean isPart = ReportText.warnOfDamage(spec.commandLine().getErr(), report);
        if (told.get() == 0) {
            spec.commandLine()
                    .getErr()
                    .println("rushline: nothing in this journal is about it: "
                            + subject.whyNothing(explanation.picture()));
            spec.commandLine().getErr().flush();
        }
        return isPart ? Outcome.FOUND : Outcome.GOOD;
    }

    private Subject subject() {
        if (whom == null) {
            if (seat.size() != 2) {
                throw usage("explain what? Give SHOW and SEAT, or --hold, --customer, --waiter or --booking");
            }
            if (!seat.get(0).matches("\\d{1,18}")) {
                throw usage("a show's id is a number, not " + seat.get(0));
            }
            return new Subject.OfSeat(Long.parseLong(seat.get(0)), seat.get(1));
        }
        if (!seat.isEmpty()) {
            throw usage("explain a seat or something else, not both at once");
        }
        CustomerIds ids = new CustomerIds(options.data);
        options.journal();
        try {
            if (whom.hold != null) {
                return new Subject.OfHold(ids.id(Kind.HOLD, whom.hold));
            }
            if (whom.waiter != null) {
                return new Subject.OfWaiter(ids.id(Kind.WAITER, whom.waiter));
            }
            if (whom.booking != null) {
                long bookingId = ids.id(Kind.BOOKING, whom.booking);
                return new Subject.OfBooking(bookingId, holdOf(bookingId));
            }
        } catch (TypeConversionException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        return new Subject.OfCustomer(String.valueOf(whom.customer));
    }

    /** A booking's id is the sequence of the command that confirmed its hold. */
    private long holdOf(long bookingId) {
        Messages messages = new Messages();
        AtomicLong holdId = new AtomicLong();
        options.scan(bookingId, (sequence, timestampMs, command, offset, length) -> {
            if (sequence == bookingId && messages.command(command, offset) instanceof ConfirmHold confirm) {
                holdId.set(confirm.holdId());
            }
        });
        return holdId.get() == 0 ? -1 : holdId.get();
    }

    private void print(PrintWriter out, Explained explained) {
        if (options.json) {
            JournalOptions.printJson(
                    out,
                    json -> json.field("sequence", explained.sequence())
                            .instant("timestamp", explained.timestampMs())
                            .field("refused", explained.isRefusal())
                            .field("what", explained.what())
                            .field("customer", explained.customer())
                            .field("showId", explained.showId())
                            .field("text", explained.text()));
        } else {
            out.println("at " + explained.sequence() + ", " + Instant.ofEpochMilli(explained.timestampMs()) + ": "
                    + explained.text());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
