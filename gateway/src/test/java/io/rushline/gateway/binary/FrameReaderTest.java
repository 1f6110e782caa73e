package io.rushline.gateway.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.rushline.gateway.http.LeakWatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakWatch.class)
class FrameReaderTest {
    private static final int FRAMES = 5;
    private static final int FRAME_BYTES = 12;
    private static final int MAX_FRAME_BYTES = 64;

    /** Notes the number in each frame, and takes only so many at a time. */
    private static final class Notes implements FrameReader.Taker {
        private final List<Integer> numbers = new ArrayList<>();
        private int left = Integer.MAX_VALUE;
        private final List<Integer> badLengths = new ArrayList<>();

        @Override
        public boolean onFrame(UnsafeBuffer buffer, int offset, int length) {
            if (left == 0) {
                return false;
            }
            left--;
            assertThat(length).isEqualTo(FRAME_BYTES);
            numbers.add(buffer.getInt(offset + 8, LITTLE_ENDIAN));
            return true;
        }

        @Override
        public void onBadLength(int length) {
            badLengths.add(length);
        }
    }

    @Test
    void shouldFindFramesWhereverTheyAreCutTwice() {
        int bytes = FRAMES * (4 + FRAME_BYTES);
        for (int first = 0; first <= bytes; first++) {
            for (int second = first; second <= bytes; second++) {
                Notes notes = new Notes();
                FrameReader reader = reader(notes);
                feed(reader, 0, first);
                feed(reader, first, second);
                feed(reader, second, bytes);

                assertThat(notes.numbers).as("cut at %d and %d", first, second).containsExactly(0, 1, 2, 3, 4);
                assertThat(reader.hasMore()).isFalse();
                reader.discard();
            }
        }
    }

    @Test
    void shouldOfferAgainWhatWasNotTaken() {
        int bytes = FRAMES * (4 + FRAME_BYTES);
        for (int cut = 0; cut <= bytes; cut++) {
            Notes notes = new Notes();
            FrameReader reader = reader(notes);
            notes.left = 0;
            feed(reader, 0, cut);
            feed(reader, cut, bytes);
            while (reader.hasMore()) {
                notes.left = 1;
                reader.read(Integer.MAX_VALUE);
            }

            assertThat(notes.numbers).as("cut at %d", cut).containsExactly(0, 1, 2, 3, 4);
            reader.discard();
        }
    }

    @Test
    void shouldNotWaitForTheRestOfAFrameThatIsTooLong() {
        Notes notes = new Notes();
        FrameReader reader = reader(notes);
        reader.add(PooledByteBufAllocator.DEFAULT.directBuffer().writeIntLE(MAX_FRAME_BYTES + 1));

        reader.read(Integer.MAX_VALUE);

        assertThat(notes.badLengths).containsExactly(MAX_FRAME_BYTES + 1);
        assertThat(reader.hasMore()).isFalse();
    }

    @Test
    void shouldForgetWhatIsNoFrameWhereverItIsCut() {
        byte[] text = "HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int cut = 0; cut < 4; cut++) {
            Notes notes = new Notes();
            FrameReader reader = reader(notes);
            reader.add(PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(text, 0, cut));
            reader.read(Integer.MAX_VALUE);
            reader.add(PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(text, cut, text.length - cut));
            reader.read(Integer.MAX_VALUE);

            assertThat(notes.badLengths).as("cut at %d", cut).containsExactly(0x50545448);
            assertThat(reader.hasMore()).isFalse();
        }
    }

    private static FrameReader reader(Notes notes) {
        return new FrameReader(PooledByteBufAllocator.DEFAULT, MAX_FRAME_BYTES, notes);
    }

    private static void feed(FrameReader reader, int from, int to) {
        ByteBuf all = PooledByteBufAllocator.DEFAULT.directBuffer();
        for (int i = 0; i < FRAMES; i++) {
            all.writeIntLE(FRAME_BYTES).writeLongLE(-1).writeIntLE(i);
        }
        ByteBuf part = PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(all, from, to - from);
        all.release();
        reader.add(part);
        reader.read(Integer.MAX_VALUE);
    }
}
