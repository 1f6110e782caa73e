package io.rushline.gateway.audit;

import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Message;
import io.rushline.journal.audit.message.Reply;
import io.rushline.journal.audit.picture.Picture;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which decisions somebody wants to see; each filter that is given must apply. */
final class DumpFilter {
    private static final Set<String> TYPES = types();

    @Option(names = "--show", paramLabel = "ID", description = "About this show.")
    private @Nullable Long show;

    @Option(
            names = "--customer",
            paramLabel = "NAME",
            converter = CustomerArgument.class,
            description = "By or for this customer.")
    private @Nullable String customer;

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description = "From this sequence, or this time such as 2026-12-24T19:30:00Z, on.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "WHEN", description = "Up to this sequence or time, that one included.")
    private @Nullable String to;

    @Option(
            names = "--type",
            paramLabel = "NAME",
            description =
                    "Commands, events or replies of this type, such as HoldSeats, SeatsBooked or Refused; may be repeated.")
    private List<String> types = new ArrayList<>();

    private Bound first = new Bound(0, Long.MIN_VALUE);
    private Bound last = new Bound(Long.MAX_VALUE, Long.MAX_VALUE);

    /** A sequence and a time; the one that was not given is no bound. */
    private record Bound(long sequence, long timestampMs) {}

    /**
     * Understands what was given.
     *
     * @throws TypeConversionException saying what is wrong
     */
    void read() {
        first = bound("--from", from, first);
        last = bound("--to", to, last);
        for (String type : types) {
            if (TYPES.stream().noneMatch(known -> known.equalsIgnoreCase(type))) {
                throw new TypeConversionException(
                        "--type knows no " + type + "; there are " + String.join(", ", TYPES));
            }
        }
    }

    private static Bound bound(String option, @Nullable String value, Bound none) {
        if (value == null) {
            return none;
        }
        if (value.matches("\\d{1,18}")) {
            return new Bound(Long.parseLong(value), none.timestampMs);
        }
        try {
            return new Bound(none.sequence, Instant.parse(value).toEpochMilli());
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    option + " must be a sequence or a time such as 2026-12-24T19:30:00Z, not " + value);
        }
    }

    /** The last sequence that can be wanted. */
    long untilSequence() {
        return last.sequence;
    }

    /** By what costs nothing to look at. */
    boolean isInRange(long sequence, long timestampMs) {
        return sequence >= first.sequence
                && sequence <= last.sequence
                && timestampMs >= first.timestampMs
                && timestampMs <= last.timestampMs;
    }

    /** By content; of a decision whose events the picture does not have yet. */
    boolean isWanted(Decision decision, Picture picture) {
        List<Message> messages = Stream.concat(Stream.of(decision.command()), decision.events().stream())
                .map(Message.class::cast)
                .toList();
        boolean ofShow = show == null || messages.stream().anyMatch(each -> picture.showOf(each) == show);
        boolean ofCustomer = customer == null
                || messages.stream().anyMatch(each -> picture.customerOf(each).equals(customer));
        boolean ofType = types.isEmpty()
                || Stream.concat(messages.stream(), decision.reply().stream())
                        .anyMatch(each -> types.stream().anyMatch(each.name()::equalsIgnoreCase));
        return ofShow && ofCustomer && ofType;
    }

    private static Set<String> types() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Class<?> kind : List.of(Command.class, Event.class, Reply.class)) {
            Arrays.stream(kind.getPermittedSubclasses())
                    .map(Class::getSimpleName)
                    .forEach(names::add);
        }
        return names;
    }
}
