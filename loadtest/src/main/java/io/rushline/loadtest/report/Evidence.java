package io.rushline.loadtest.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the server has replied, as far as fairness and loss are concerned.
 *
 * <p>Threading: one thread at a time.
 */
public final class Evidence {
    private final List<Grant> grants = new ArrayList<>();
    private final List<Booking> bookings = new ArrayList<>();
    private final List<Wait> waits = new ArrayList<>();
    private final Map<String, Long> releases = new HashMap<>();
    private final Map<String, String> unconfirmed = new HashMap<>();

    /** What {@link #releasedAt} answers when a release was sent, but not when it took effect. */
    public static final long RELEASED_SOMETIME = -1;

    /** What {@link #releasedAt} answers when no release was sent. */
    public static final long NOT_RELEASED = Long.MAX_VALUE;

    public void granted(Grant grant) {
        grants.add(grant);
    }

    /** A release is about to be sent: from now on nobody can prove that the hold lives, until {@link #released}. */
    public void releasing(String holdId) {
        releases.put(holdId, RELEASED_SOMETIME);
    }

    /** A release was acknowledged with this sequence. */
    public void released(String holdId, long sequence) {
        releases.put(holdId, sequence);
    }

    public void booked(Booking booking) {
        bookings.add(booking);
    }

    public void waited(Wait wait) {
        waits.add(wait);
    }

    /** The server was asked for an acknowledged booking and did not confirm it; the reason is for people. */
    public void unconfirmed(String bookingId, String reason) {
        unconfirmed.put(bookingId, reason);
    }

    public List<Grant> grants() {
        return Collections.unmodifiableList(grants);
    }

    public List<Booking> bookings() {
        return Collections.unmodifiableList(bookings);
    }

    public List<Wait> waits() {
        return Collections.unmodifiableList(waits);
    }

    /** The sequence at which the hold was released, {@link #RELEASED_SOMETIME} or {@link #NOT_RELEASED}. */
    public long releasedAt(String holdId) {
        return releases.getOrDefault(holdId, NOT_RELEASED);
    }

    /** Why each booking that was not confirmed was not, by its id. */
    public Map<String, String> unconfirmed() {
        return Collections.unmodifiableMap(unconfirmed);
    }
}
