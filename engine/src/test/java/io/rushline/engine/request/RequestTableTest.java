package io.rushline.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTableTest {
    private static final int SEGMENT_BYTES = (1 << 20) - 64;

    private record Request(long high, long low, long fingerprint, long timestampMs, UnsafeBuffer reply) {
        static Request of(long high, long low, long fingerprint, long timestampMs, byte... reply) {
            return new Request(high, low, fingerprint, timestampMs, new UnsafeBuffer(reply));
        }

        boolean isIn(RequestTable table) {
            long entry = entry(table);
            if (entry == RequestTable.NONE) {
                return false;
            }
            UnsafeBuffer kept =
                    new UnsafeBuffer(table.replyBuffer(entry), table.replyOffset(entry), table.replyLength(entry));
            return table.fingerprint(entry) == fingerprint && kept.equals(reply);
        }

        long entry(RequestTable table) {
            return table.find(table.hash(high, low), high, low);
        }

        void addTo(RequestTable table) {
            // A reply lies somewhere in an outbox, not at its beginning.
            byte[] memory = new byte[reply.capacity() + 3];
            reply.getBytes(0, memory, 3, reply.capacity());
            table.add(table.hash(high, low), high, low, fingerprint, timestampMs, memory, 3, reply.capacity());
        }
    }

    /** The last column is the longest reply: long ones make many segments, which are used again and again. */
    @ParameterizedTest
    @CsvSource({"1,100,0,100,20000", "50,60,1000,60000,5000", "3000,9000,5000,300,30000", "3,200,2000,300000,1500"})
    void shouldRememberLikeAQueue(int keptCount, int maxCount, long retentionMs, int longestBytes, int steps) {
        for (long seed = 1; seed <= 2; seed++) {
            rememberLikeAQueue(keptCount, maxCount, retentionMs, longestBytes, steps, seed);
        }
    }

    private static void rememberLikeAQueue(
            int keptCount, int maxCount, long retentionMs, int longestBytes, int steps, long seed) {
        String run = "seed " + seed + ", kept " + keptCount;
        Random random = new Random(seed);
        RequestTable table = table(keptCount, maxCount, retentionMs);
        Deque<Request> model = new ArrayDeque<>();
        List<Request> gone = new ArrayList<>();
        long nowMs = 0;
        for (int step = 1; step <= steps; step++) {
            nowMs += random.nextInt(4) == 0 ? random.nextInt(100) : 0;
            table.forgetOld(nowMs);
            for (int i = 0; i < 4 && model.size() > keptCount; i++) {
                if (model.getFirst().timestampMs() + retentionMs <= nowMs) {
                    gone.add(model.removeFirst());
                    if (gone.size() > 20) {
                        gone.remove(0);
                    }
                }
            }
            assertThat(table.count()).as(run + ", step " + step).isEqualTo(model.size());
            assertThat(table.isFull()).as(run + ", step " + step).isEqualTo(model.size() >= maxCount);
            if (!table.isFull()) {
                Request request = request(random, nowMs, longestBytes);
                if (request.entry(table) == RequestTable.NONE) {
                    request.addTo(table);
                    model.addLast(request);
                }
            }
            check(table, model, gone, random, run + ", step " + step);
        }
        assertThat(model).as(run).allMatch(request -> request.isIn(table));
    }

    private static Request request(Random random, long nowMs, int longestBytes) {
        byte[] reply = new byte[random.nextInt(longestBytes)];
        // Ones look like the mark of an unused rest of a segment.
        Arrays.fill(reply, (byte) (random.nextBoolean() ? -1 : random.nextInt()));
        return Request.of(random.nextInt(3), random.nextLong(1L << 40), random.nextLong(), nowMs, reply);
    }

    private static void check(RequestTable table, Deque<Request> model, List<Request> gone, Random random, String run) {
        assertThat(model.isEmpty() || model.getFirst().isIn(table)).as(run).isTrue();
        assertThat(model.isEmpty() || model.getLast().isIn(table)).as(run).isTrue();
        if (!gone.isEmpty()) {
            Request forgotten = gone.get(random.nextInt(gone.size()));
            assertThat(forgotten.isIn(table)).as(run).isFalse();
        }
    }

    @Test
    void shouldFillASegmentToItsLastByte() {
        // One reply fills a segment exactly, the next leaves less than an entry's head, the third leaves eight bytes.
        for (int rest : new int[] {0, 8, 32, 40, 48}) {
            RequestTable table = table(1, 10, 0);
            List<Request> requests = new ArrayList<>();
            int[] lengths = {SEGMENT_BYTES - rest, 16, SEGMENT_BYTES, 0, 8};
            for (int i = 0; i < lengths.length; i++) {
                byte[] reply = new byte[lengths[i]];
                Arrays.fill(reply, (byte) (i + 1));
                Request request = Request.of(i, i, i, 0, reply);
                request.addTo(table);
                requests.add(request);
                assertThat(requests).as("rest " + rest).allMatch(each -> each.isIn(table));
            }
            table.forgetOld(1);
            assertThat(requests.subList(0, 4)).as("rest " + rest).noneMatch(each -> each.isIn(table));
            assertThat(requests.get(4).isIn(table)).as("rest " + rest).isTrue();
        }
    }

    @Test
    void shouldRefuseAReplyThatNoSegmentHolds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Request.of(1, 3, 0, 0, new byte[SEGMENT_BYTES + 1]).addTo(table(1, 2, 0)));
    }

    private static RequestTable table(int keptCount, int maxCount, long retentionMs) {
        RequestTable table = new RequestTable(3);
        table.limits(keptCount, maxCount, retentionMs);
        return table;
    }
}
