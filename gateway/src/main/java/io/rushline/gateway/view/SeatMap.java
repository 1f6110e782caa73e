package io.rushline.gateway.view;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The seats of a show, and the state of its sale, after one event.
 *
 * <p>Threading: immutable, but for what {@link #rendered}, {@link #entityTag} and {@link #differences} remember.
 */
public final class SeatMap {
    private final ShowView show;
    private final ShowView.Sale sale;
    private final long version;
    private final long sequence;
    private final byte[] letters;
    private final int[] freeByCategory;
    private volatile byte @Nullable [] rendered;
    private volatile @Nullable String entityTag;
    private volatile @Nullable Difference difference;

    /** Which seats are others than in the map of a version. It holds no map, which would hold the one before it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Difference(long version, int[] seats) {}

    SeatMap(ShowView show, ShowView.Sale sale, long version, long sequence, byte[] letters, int[] freeByCategory) {
        this.show = show;
        this.sale = sale;
        this.version = version;
        this.sequence = sequence;
        this.letters = letters;
        this.freeByCategory = freeByCategory;
    }

    public ShowView show() {
        return show;
    }

    public ShowView.Sale sale() {
        return sale;
    }

    /** The id of the event that changed a seat or the sale last; no two states of a show have the same. */
    public long version() {
        return version;
    }

    /** What tells this state of the show from all others, in quotes, as HTTP has it. */
    public String entityTag() {
        String known = entityTag;
        if (known == null) {
            known = "\"" + show.showId() + "-" + version + "\"";
            entityTag = known;
        }
        return known;
    }

    /** Of the command that changed a seat or the sale last. */
    public long sequence() {
        return sequence;
    }

    /** One letter for each of {@code count} seats: F free, H held, B booked, X blocked. */
    public String letters(int firstSeat, int count) {
        return new String(letters, firstSeat, count, StandardCharsets.US_ASCII);
    }

    /** Copies the same letters into a text. */
    public void letters(int firstSeat, int count, byte[] target, int at) {
        System.arraycopy(letters, firstSeat, target, at, count);
    }

    /** One letter a seat, by its index in the plan; a copy. */
    public byte[] letters() {
        return letters.clone();
    }

    /** A seat's letter, by its index in the plan. */
    public byte letter(int seat) {
        return letters[seat];
    }

    public int freeInCategory(int category) {
        return freeByCategory[category];
    }

    /**
     * Seats whose letters are others than in another map of the same show, ascending; not to be changed. Whoever
     * compares with the same map next shares the answer.
     */
    public int[] differences(SeatMap other) {
        Difference known = difference;
        if (known == null || known.version() != other.version) {
            known = new Difference(
                    other.version,
                    IntStream.range(0, letters.length)
                            .filter(seat -> letters[seat] != other.letters[seat])
                            .toArray());
            difference = known;
        }
        return known.seats();
    }

    /** Free seats among {@code count}. */
    public int free(int firstSeat, int count) {
        int free = 0;
        for (int seat = firstSeat; seat < firstSeat + count; seat++) {
            free += letters[seat] == ShowView.FREE ? 1 : 0;
        }
        return free;
    }

    /** The map in the form that the renderer gives it, made at most once or twice. */
    public byte[] rendered(Function<SeatMap, byte[]> renderer) {
        byte[] known = rendered;
        if (known == null) {
            known = renderer.apply(this);
            rendered = known;
        }
        return known;
    }
}
