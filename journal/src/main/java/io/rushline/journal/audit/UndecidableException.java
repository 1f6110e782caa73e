package io.rushline.journal.audit;

import java.io.Serial;

/** A command of a whole record that this engine can't decide: a newer build has written it, or it makes no sense. */
public final class UndecidableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UndecidableException(long sequence, RuntimeException cause) {
        super("the command of sequence " + sequence + " can't be decided: " + cause.getMessage(), cause);
    }
}
