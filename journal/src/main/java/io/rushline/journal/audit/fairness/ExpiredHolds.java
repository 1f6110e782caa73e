package io.rushline.journal.audit.fairness;

import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.picture.HoldPicture;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds that expired and may still be paid: at least all that the engine remembers (docs/rules.md, H10).
 *
 * <p>Allocation: one entry for each, up to the number of ended holds that the engine remembers.
 */
final class ExpiredHolds {
    private final Map<Long, HoldPicture> holds = new LinkedHashMap<>();
    private int max;

    ExpiredHolds(int max) {
        this.max = max;
    }

    void begin(Decision decision) {
        if (decision.command() instanceof Command.StartEpoch c && c.maxEndedHolds() > 0) {
            max = c.maxEndedHolds();
            forget();
        }
    }

    void add(HoldPicture hold) {
        holds.put(hold.holdId(), hold);
        forget();
    }

    /** Takes out a hold that is paid late; nobody can pay it again. */
    Optional<HoldPicture> remove(long holdId) {
        return Optional.ofNullable(holds.remove(holdId));
    }

    private void forget() {
        Iterator<HoldPicture> oldest = holds.values().iterator();
        while (holds.size() > max) {
            oldest.next();
            oldest.remove();
        }
    }
}
