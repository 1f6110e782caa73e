package io.rushline.gateway.binary;

import java.util.UUID;

/**
 * The 128 bits by which a client's command is known again: whoever sends the same command with the same id gets the same
 * answer, and nothing is done twice. Never all zero.
 */
public record CommandId(long high, long low) {
    public CommandId {
        if ((high | low) == 0) {
            throw new IllegalArgumentException("a command's id is never zero");
        }
    }

    /** An id that no other command has. */
    public static CommandId random() {
        UUID uuid = UUID.randomUUID();
        return new CommandId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }
}
