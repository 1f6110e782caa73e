package io.rushline.journal.audit;

import io.rushline.engine.Outbox;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Messages;
import io.rushline.journal.audit.message.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One command with what came of it, as values.
 *
 * @param reply none for those that no client sends
 */
public record Decision(long sequence, long timestampMs, Command command, List<Event> events, Optional<Reply> reply) {

    /** Turns what a replay hands over into values. */
    public static DecisionHandler reading(Consumer<Decision> consumer) {
        Messages messages = new Messages();
        return (sequence, timestampMs, buffer, offset, length, outbox) ->
                consumer.accept(of(messages, sequence, timestampMs, messages.command(buffer, offset), outbox));
    }

    private static Decision of(Messages messages, long sequence, long timestampMs, Command command, Outbox outbox) {
        List<Event> events = new ArrayList<>(2);
        List<Reply> replies = new ArrayList<>(1);
        outbox.forEach((message, at, size) -> {
            if (Outbox.isEvent(message, at)) {
                events.add(messages.event(message, at));
            } else {
                replies.add(messages.reply(message, at));
            }
        });
        return new Decision(
                sequence, timestampMs, command, events, replies.stream().findFirst());
    }
}
