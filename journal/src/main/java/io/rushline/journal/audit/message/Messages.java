package io.rushline.journal.audit.message;

import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.agrona.DirectBuffer;

/**
 * Reads messages out of buffers.
 *
 * <p>Threading: one thread at a time.
 */
public final class Messages {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandReading commands = new CommandReading(header);
    private final ReplyReading replies = new ReplyReading(header);
    private final EventReading events = new EventReading(header, commands);

    /**
     * Reads a command with its header.
     *
     * @throws IllegalArgumentException when the template is not a command's
     */
    public Command command(DirectBuffer buffer, int offset) {
        header.wrap(buffer, offset);
        return commands.read(header.templateId(), buffer, offset);
    }

    /**
     * Reads a reply with its header.
     *
     * @throws IllegalArgumentException when the template is not a reply's
     */
    public Reply reply(DirectBuffer buffer, int offset) {
        header.wrap(buffer, offset);
        return replies.read(header.templateId(), buffer, offset);
    }

    /**
     * Reads an event with its header.
     *
     * @throws IllegalArgumentException when the template is not an event's
     */
    public Event event(DirectBuffer buffer, int offset) {
        header.wrap(buffer, offset);
        return events.read(header.templateId(), buffer, offset);
    }

    static boolean isYes(Flag flag) {
        return flag == Flag.YES;
    }

    static <D> List<Integer> seats(Iterable<D> group, ToIntFunction<D> value) {
        List<Integer> values = new ArrayList<>();
        for (D each : group) {
            values.add(value.applyAsInt(each));
        }
        return values;
    }

    static IllegalArgumentException isNo(String kind, int templateId) {
        return new IllegalArgumentException("template " + templateId + " is no " + kind);
    }
}
