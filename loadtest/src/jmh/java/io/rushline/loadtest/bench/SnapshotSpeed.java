package io.rushline.loadtest.bench;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.SnapshotLoader;
import io.rushline.engine.snapshot.SnapshotSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A program that makes the state of {@link MillionShows}, writes it as a snapshot into memory and loads it again, several
 * times, and says how many bytes of the snapshot a second that is.
 *
 * <p>Threading: one thread.
 */
public final class SnapshotSpeed {
    /** Before the bytes a second of each writing, or each loading. */
    static final String WRITTEN = "snapshot-written-bytes-per-second ";

    static final String LOADED = "snapshot-loaded-bytes-per-second ";

    private static final int ROUNDS = 5;
    private static final int SEGMENT_BYTES = 64 * 1024 * 1024;

    private SnapshotSpeed() {}

    /**
     * Runs it.
     *
     * @param arguments the number of shows, and that of bookings
     */
    public static void main(String[] arguments) {
        Player player = MillionShows.open(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                new SplittableRandom(MillionShows.SEED));
        Memory memory = new Memory();
        for (int round = 0; round < ROUNDS; round++) {
            memory.clear();
            long startNs = System.nanoTime();
            player.engine().writeSnapshot(memory);
            System.out.println(WRITTEN + perSecond(memory.lengthBytes(), System.nanoTime() - startNs));
            startNs = System.nanoTime();
            SnapshotLoader loader = new SnapshotLoader(EngineLimits.SERVER.timerWheelMs(), round);
            memory.forEachPart(loader);
            Engine engine = loader.engine();
            System.out.println(LOADED + perSecond(memory.lengthBytes(), System.nanoTime() - startNs));
            if (engine.lastSequence() != player.sequence()) {
                throw new IllegalStateException("the loaded engine is not where it should be");
            }
        }
        System.out.printf(Locale.ROOT, "a snapshot of %,d bytes%n", memory.lengthBytes());
    }

    private static double perSecond(long bytes, long ns) {
        return bytes * 1e9 / ns;
    }

    /** Takes the parts, each behind its length, and gives them out again. */
    private static final class Memory implements SnapshotSink {
        private final List<UnsafeBuffer> segments = new ArrayList<>();
        private final List<Integer> lengths = new ArrayList<>();
        private int current;
        private int position;

        void clear() {
            current = 0;
            position = 0;
            lengths.clear();
        }

        long lengthBytes() {
            return lengths.stream().mapToLong(Integer::longValue).sum() + position;
        }

        @Override
        public void onPart(DirectBuffer buffer, int offset, int length) {
            if (position + Integer.BYTES + length > SEGMENT_BYTES) {
                lengths.add(position);
                current++;
                position = 0;
            }
            if (current == segments.size()) {
                segments.add(new UnsafeBuffer(new byte[SEGMENT_BYTES]));
            }
            UnsafeBuffer segment = segments.get(current);
            segment.putInt(position, length);
            segment.putBytes(position + Integer.BYTES, buffer, offset, length);
            position += Integer.BYTES + length;
        }

        void forEachPart(SnapshotSink sink) {
            for (int i = 0; i <= current; i++) {
                UnsafeBuffer segment = segments.get(i);
                int end = i == current ? position : lengths.get(i);
                int at = 0;
                while (at < end) {
                    int length = segment.getInt(at);
                    sink.onPart(segment, at + Integer.BYTES, length);
                    at += Integer.BYTES + length;
                }
            }
        }
    }
}
