package io.rushline.engine.show;

import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.seat.SeatPlan;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** The states of all seats of a show, as a snapshot has them. */
public final class LoadedSeats {
    private LoadedSeats() {}

    /** Gives a show bitmaps of little-endian words, free, held and booked; their sense is the caller's affair. */
    public static void put(Show show, DirectBuffer source, int freeOffset, int heldOffset, int bookedOffset) {
        long[] words = show.words();
        int free = show.freeWord();
        int held = free + show.bitmapWords();
        int booked = held + show.bitmapWords();
        for (int word = 0; word < show.bitmapWords(); word++) {
            words[free + word] = source.getLong(freeOffset + word * Long.BYTES);
            words[held + word] = source.getLong(heldOffset + word * Long.BYTES);
            words[booked + word] = source.getLong(bookedOffset + word * Long.BYTES);
        }
        SeatPlan plan = show.plan();
        for (int category = 0; category < plan.categoryCount(); category++) {
            long heldCount = count(show, held, plan.ordinary(category));
            words[plan.categoryCount() + category] = heldCount << 32 | count(show, free, plan.ordinary(category));
        }
        long[] ordinary = plan.ordinary(BestAvailable.ANY);
        show.counts(
                count(show, free, null),
                count(show, held, null),
                count(show, free, ordinary),
                count(show, held, ordinary));
    }

    private static int count(Show show, int bitmap, long @Nullable [] among) {
        int count = 0;
        for (int word = 0; word < show.bitmapWords(); word++) {
            count += Long.bitCount(show.words()[bitmap + word] & (among == null ? -1L : among[word]));
        }
        return count;
    }
}
