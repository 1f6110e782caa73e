package io.rushline.loadtest.report;

import io.rushline.loadtest.wire.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private final Map<String, Long> cancellations = new HashMap<>();
    private final Map<String, String> unconfirmed = new HashMap<>();
    private final Set<String> unproven = new HashSet<>();
    private final List<Heard> heard = new ArrayList<>();
    private final List<String> doubleAnswers = new ArrayList<>();
    private int sentToAndFroCount;
    private int answeredTwice;
    private int answeredInTwoWays;

    /** What {@link #releasedAt} answers when a release was sent, but not when it took effect. */
    public static final long RELEASED_SOMETIME = -1;

    /** What {@link #releasedAt} answers when no release was sent. */
    public static final long NOT_RELEASED = Long.MAX_VALUE;

    /** What {@link #cancelledAt} answers when a cancellation was sent, but not when it took effect. */
    public static final long CANCELLED_SOMETIME = -1;

    /** What {@link #cancelledAt} answers when no cancellation was sent. */
    public static final long NOT_CANCELLED = Long.MAX_VALUE;

    public void granted(Grant grant) {
        grants.add(grant);
        if (grant.offered()) {
            heard.add(Heard.offer(grant));
        }
    }

    /** A reply to a command. */
    public void heard(Heard reply) {
        heard.add(reply);
    }

    /** Two replies to one request that was sent twice at once. */
    public void answeredTwice(Operation operation, Reply one, Reply other) {
        answeredTwice++;
        boolean isSame = one.status() == other.status()
                && one.bestSequence() == other.bestSequence()
                && one.answer().saysTheSame(other.answer());
        if (!isSame && answeredInTwoWays++ < Verdict.FINDINGS_MAX_PER_KIND) {
            doubleAnswers.add("the same " + operation.label() + ", sent twice at once, was answered in two ways: "
                    + Heard.of(operation, one) + " and " + Heard.of(operation, other));
        }
    }

    /** A cancellation is about to be sent: from now on nobody can prove that the booking lives, until {@link #cancelled}. */
    public void cancelling(String bookingId) {
        cancellations.put(bookingId, CANCELLED_SOMETIME);
    }

    /** The cancellation was never sent. */
    public void notCancelling(String bookingId) {
        cancellations.remove(bookingId);
    }

    /** A cancellation was acknowledged with this sequence. */
    public void cancelled(String bookingId, long sequence) {
        cancellations.put(bookingId, sequence);
    }

    /** A release is about to be sent: from now on nobody can prove that the hold lives, until {@link #released}. */
    public void releasing(String holdId) {
        releases.put(holdId, RELEASED_SOMETIME);
    }

    /** The release was never sent. */
    public void notReleasing(String holdId) {
        releases.remove(holdId);
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

    /** The server was asked for an acknowledged booking, and there was no answer: it may be there or not. */
    public void unproven(String bookingId) {
        unproven.add(bookingId);
    }

    /** A customer was sent to and fro between seats that were gone and a line that had some, and gave up. */
    public void sentToAndFro() {
        sentToAndFroCount++;
    }

    /** Customers who were sent to and fro until they gave up. */
    public int sentToAndFroCount() {
        return sentToAndFroCount;
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

    /** The sequence at which the booking was cancelled, {@link #CANCELLED_SOMETIME} or {@link #NOT_CANCELLED}. */
    public long cancelledAt(String bookingId) {
        return cancellations.getOrDefault(bookingId, NOT_CANCELLED);
    }

    /** All replies to commands that have a sequence. */
    public List<Heard> heard() {
        return Collections.unmodifiableList(heard);
    }

    /** Requests that were sent twice at once and answered twice. */
    public int answeredTwice() {
        return answeredTwice;
    }

    /** Those of them whose answers were not the same. */
    public int answeredInTwoWays() {
        return answeredInTwoWays;
    }

    /** The first few of those, for people. */
    List<String> doubleAnswers() {
        return doubleAnswers;
    }

    /** Bookings of which nobody could tell whether they are there. */
    public int unprovenCount() {
        return unproven.size();
    }

    /** Why each booking that was not confirmed was not, by its id. */
    public Map<String, String> unconfirmed() {
        return Collections.unmodifiableMap(unconfirmed);
    }
}
