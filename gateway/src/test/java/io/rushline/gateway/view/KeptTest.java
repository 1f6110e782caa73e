package io.rushline.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A thing's show is its id's last digit, and its alias, if it has one, is its id plus 1,000. */
class KeptTest {
    private static final int ENDED_KEPT = 5;
    private static final int SHOWS = 10;
    private static final int IDS = 200;
    private static final int ALIAS_DISTANCE = 1_000;
    private static final int LONGEST = 700;

    private final Kept kept = new Kept(ENDED_KEPT);
    private final Map<Long, String> model = new TreeMap<>();
    private final Set<Long> ended = new LinkedHashSet<>();
    private final Set<Long> aliased = new LinkedHashSet<>();

    /** A map and a set of ended ones are the model. */
    @Test
    void shouldKeepWhatLivesAndTheLatestThatEnded() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int step = 0; step < 5_000; step++) {
            String where = "seed " + seed + ", step " + step;
            long id = 1L + random.nextInt(IDS);
            int what = random.nextInt(30);
            if (what == 0) {
                kept.forgetShow(id % SHOWS);
                List.copyOf(model.keySet()).stream()
                        .filter(each -> each % SHOWS == id % SHOWS)
                        .forEach(this::forget);
            } else {
                readBefore(random, id);
                boolean hasEnded = what > 15 && model.containsKey(id) && !ended.contains(id);
                put(id, "x".repeat(random.nextInt(LONGEST)) + step, hasEnded, random.nextInt(4) == 0);
            }
            requireSame(where, id);
        }
        requireSameOrder("seed " + seed);
    }

    /** Where the id was, a record that was given back has the number of the next one: here that of the second, 1. */
    @Test
    void shouldNotTakeWhatIsForgottenForWhatWasReadLast() {
        for (long id : new long[] {7, 2, 1}) {
            put(id, "x".repeat(8), false, false);
        }
        kept.forgetShow(2);
        kept.read(1, new UnsafeBuffer(new byte[8]));
        kept.forgetShow(1);
        forget(2);
        forget(1);

        put(1, "y".repeat(8), false, false);

        requireSame("put again", 1);
    }

    /** As who changes something does: under an id or an alias, and sometimes something else comes in between. */
    private void readBefore(Random random, long id) {
        long read = random.nextInt(4) == 0 ? 1L + random.nextInt(IDS) : id;
        if (model.containsKey(read)) {
            boolean byAlias = aliased.contains(read) && random.nextBoolean();
            kept.read(byAlias ? read + ALIAS_DISTANCE : read, new UnsafeBuffer(new byte[LONGEST + 10]));
            if (random.nextInt(8) == 0) {
                kept.forgetShow(read % SHOWS);
                List.copyOf(model.keySet()).stream()
                        .filter(each -> each % SHOWS == read % SHOWS)
                        .forEach(this::forget);
            }
        }
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatIllegalStateException().isThrownBy(() -> kept.read(7, new UnsafeBuffer(new byte[100])));
        assertThat(kept.find(7)).isEmpty();
    }

    /** Each message is one letter again and again, so that one half of each of two would show. */
    @Test
    void shouldNeverGiveAReaderHalfAMessage() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AtomicBoolean isOver = new AtomicBoolean();
        CountDownLatch isReading = new CountDownLatch(1);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> found = reader.submit(() -> {
                Random ids = new Random(seed + 1);
                int count = 0;
                while (!isOver.get() || count == 0) {
                    long id = 1L + ids.nextInt(20);
                    count += kept.find(id).map(copy -> requireWhole(id, copy)).orElse(0);
                    isReading.countDown();
                }
                return count;
            });
            isReading.await();
            for (int i = 0; i < 300_000; i++) {
                long id = 1L + random.nextInt(20);
                if (random.nextInt(50) == 0) {
                    kept.forgetShow(id % SHOWS);
                } else {
                    byte[] message = new byte[8 + random.nextInt(LONGEST)];
                    Arrays.fill(message, (byte) ('a' + random.nextInt(26)));
                    UnsafeBuffer buffer = new UnsafeBuffer(message);
                    kept.put(id, 0, id % SHOWS, id, random.nextInt(3) == 0, buffer, 0, message.length);
                }
            }
            isOver.set(true);
            assertThat(found.get(1, TimeUnit.MINUTES)).as("seed %s", seed).isPositive();
        } finally {
            isOver.set(true);
            reader.shutdownNow();
        }
    }

    private static int requireWhole(long id, Kept.Copy copy) {
        DirectBuffer message = copy.message();
        for (int i = 1; i < message.capacity(); i++) {
            if (message.getByte(i) != message.getByte(0)) {
                throw new AssertionError("byte " + i + " is of another message");
            }
        }
        assertThat(copy.number()).isEqualTo(id);
        return 1;
    }

    private void put(long id, String text, boolean hasEnded, boolean isAliased) {
        UnsafeBuffer message = new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII));
        long alias = isAliased ? id + ALIAS_DISTANCE : 0;
        kept.put(id, alias, id % SHOWS, -id, hasEnded, message, 0, message.capacity());
        model.put(id, text);
        ended.remove(id);
        if (isAliased) {
            aliased.add(id);
        }
        if (hasEnded) {
            ended.add(id);
            if (ended.size() > ENDED_KEPT) {
                forget(ended.iterator().next());
            }
        }
    }

    private void forget(long id) {
        model.remove(id);
        ended.remove(id);
        aliased.remove(id);
    }

    private void requireSame(String where, long id) {
        assertThat(kept.size()).as(where).isEqualTo(model.size());
        assertThat(kept.listedCount()).as(where).isEqualTo(model.size());
        assertThat(kept.find(id).map(KeptTest::text).orElse("")).as(where).isEqualTo(model.getOrDefault(id, ""));
        assertThat(kept.find(id + ALIAS_DISTANCE).map(KeptTest::text).orElse(""))
                .as(where)
                .isEqualTo(aliased.contains(id) ? model.getOrDefault(id, "") : "");
    }

    private void requireSameOrder(String where) {
        List<String> expected = new ArrayList<>();
        model.keySet().stream()
                .filter(id -> !ended.contains(id))
                .map(model::get)
                .forEach(expected::add);
        ended.stream().map(model::get).forEach(expected::add);
        List<String> all = new ArrayList<>();
        kept.forEach((buffer, offset, length, number) -> all.add(buffer.getStringWithoutLengthAscii(offset, length)));
        assertThat(all).as(where).isEqualTo(expected);
    }

    private static String text(Kept.Copy copy) {
        assertThat(copy.number()).isNegative();
        return copy.message().getStringWithoutLengthAscii(0, copy.message().capacity());
    }
}
