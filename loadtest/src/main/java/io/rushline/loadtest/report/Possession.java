package io.rushline.loadtest.report;

import org.jspecify.annotations.Nullable;

/** How long the earlier holds of one seat surely had it. Grants come in the order of their sequences. */
final class Possession {
    private static final long NONE = -1;

    private long bookedFromSequence = Long.MAX_VALUE;
    private String bookedBy = "";
    private long untilSequence = NONE;
    private String untilSequenceBy = "";
    private long untilMs = NONE;
    private String untilMsBy = "";
    private boolean counted;

    /** The hold that provably had the seat when this one was granted, or empty. */
    String conflictWith(Grant grant) {
        if (grant.sequence() >= bookedFromSequence && !bookedBy.equals(grant.holdId())) {
            return bookedBy;
        }
        if (grant.sequence() < untilSequence) {
            return untilSequenceBy;
        }
        if (grant.grantedAtMs() >= 0 && grant.grantedAtMs() < untilMs) {
            return untilMsBy;
        }
        return "";
    }

    void add(Grant grant, @Nullable Booking booking, long cancelledAt, long releasedAt) {
        if (booking != null && cancelledAt != Evidence.NOT_CANCELLED) {
            // A late booking that is cancelled again has let go of the seats twice: that is not worth proving.
            until(booking.late() ? NONE : cancelledAt, grant.holdId());
            return;
        }
        if (booking != null) {
            // A late booking took the seats again at its own sequence; one in time never let go of them.
            long fromSequence = booking.late() ? booking.sequence() : grant.sequence();
            if (fromSequence < bookedFromSequence) {
                bookedFromSequence = fromSequence;
                bookedBy = grant.holdId();
            }
        }
        if (releasedAt == Evidence.NOT_RELEASED) {
            if (grant.expiresAtMs() > untilMs) {
                untilMs = grant.expiresAtMs();
                untilMsBy = grant.holdId();
            }
        } else {
            until(releasedAt, grant.holdId());
        }
    }

    private void until(long sequence, String holdId) {
        if (sequence > untilSequence) {
            untilSequence = sequence;
            untilSequenceBy = holdId;
        }
    }

    /** True for the first call: a seat counts once, however often it was granted twice. */
    boolean countOnce() {
        boolean first = !counted;
        counted = true;
        return first;
    }
}
