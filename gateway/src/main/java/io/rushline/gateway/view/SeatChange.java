package io.rushline.gateway.view;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two states of a show, for all who follow it.
 *
 * <p>Threading: immutable, but for what {@link #rendered} remembers.
 */
public final class SeatChange {
    private final SeatMap before;
    private final SeatMap now;
    private volatile byte @Nullable [] rendered;

    SeatChange(SeatMap before, SeatMap now) {
        this.before = before;
        this.now = now;
    }

    public SeatMap now() {
        return now;
    }

    /** Seats whose letters are others now, ascending. */
    public int[] seats() {
        return now.differences(before);
    }

    /** The change in the form that the renderer gives it, made at most once or twice. */
    public byte[] rendered(Function<SeatChange, byte[]> renderer) {
        byte[] known = rendered;
        if (known == null) {
            known = renderer.apply(this);
            rendered = known;
        }
        return known;
    }
}
