package io.rushline.engine.offence;

import com.lmax.disruptor.RingBuffer;
import io.rushline.engine.protocol.Code;
import io.rushline.pipeline.CommandJournal;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.Timer;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** What the architecture test must catch, one nested class for each kind. Nothing runs them. */
public final class Offences {
    private Offences() {}

    /** Does only what is allowed. */
    public static final class Innocent {
        private final long[] words = new long[4];
        private final Long2LongHashMap map = new Long2LongHashMap(-1);
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);
        private final ArrayDeque<String> spare = new ArrayDeque<>();

        long work(long value) {
            Arrays.fill(words, value);
            System.arraycopy(words, 0, words, 1, 2);
            spare.push("value " + value);
            return map.get(value) + buffer.getLong(0) + Math.max(value, Long.bitCount(value)) + spare.size();
        }
    }

    static final class ReadsTheWallClock {
        long work() {
            return System.currentTimeMillis();
        }
    }

    static final class ReadsTheMonotonicClock {
        long work() {
            return System.nanoTime();
        }
    }

    static final class ReadsAnInstant {
        long work(Instant now) {
            return now.toEpochMilli();
        }
    }

    static final class ReadsAgronasClock {
        long work() {
            return SystemEpochClock.INSTANCE.time();
        }
    }

    static final class KnowsADate {
        @Nullable
        Date date;
    }

    static final class DrawsARandomNumber {
        private final Random random = new Random();

        int work() {
            return random.nextInt();
        }
    }

    static final class DrawsFromMath {
        double work() {
            return Math.random();
        }
    }

    static final class DrawsAnId {
        Object work() {
            return UUID.randomUUID();
        }
    }

    static final class TakesAnIdentityHash {
        int work(String subject) {
            return System.identityHashCode(subject);
        }
    }

    static final class TakesAnObjectsHash {
        int work(Object subject) {
            return subject.hashCode();
        }
    }

    static final class TakesItsOwnHash {
        int work(Innocent subject) {
            return subject.hashCode();
        }
    }

    static final class TakesAnEnumsHash {
        int work(Code subject) {
            return subject.hashCode();
        }
    }

    static final class StartsAThread {
        void work() {
            new Thread(() -> {}).start();
        }
    }

    static final class ExtendsThread extends Thread {}

    static final class KeepsAThreadLocal {
        private final ThreadLocal<Long> mine = new ThreadLocal<>();

        Long work() {
            return mine.get();
        }
    }

    static final class SetsATimer {
        @Nullable
        Timer timer;
    }

    static final class Synchronizes {
        private int count;

        synchronized int work() {
            return ++count;
        }
    }

    static final class Locks {
        private final ReentrantLock lock = new ReentrantLock();

        boolean work() {
            return lock.isLocked();
        }
    }

    static final class CountsAtomically {
        private final AtomicLong count = new AtomicLong();

        long work() {
            return count.get();
        }
    }

    static final class MapsConcurrently {
        @Nullable
        ConcurrentHashMap<String, String> map;
    }

    static final class Prints {
        void work() {
            System.out.println("held");
        }
    }

    static final class ReadsTheEnvironment {
        @Nullable
        String work() {
            return System.getenv("TZ");
        }
    }

    static final class AsksTheMachine {
        int work() {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    static final class StartsAProcess {
        @Nullable
        ProcessBuilder builder;
    }

    static final class KnowsAFile {
        @Nullable
        File file;
    }

    static final class KnowsAPath {
        @Nullable
        Path path;
    }

    static final class KnowsAChannel {
        @Nullable
        FileChannel channel;
    }

    static final class KnowsAByteBuffer {
        @Nullable
        ByteBuffer buffer;
    }

    static final class Logs {
        System.@Nullable Logger logger;
    }

    static final class HashesInAMap {
        private final HashMap<String, String> map = new HashMap<>();

        int work() {
            return map.size();
        }
    }

    static final class HashesInAnOrderedMap {
        @Nullable
        LinkedHashMap<String, String> map;
    }

    static final class HashesInASet {
        @Nullable
        HashSet<String> set;
    }

    static final class HashesIdentities {
        @Nullable
        IdentityHashMap<String, String> map;
    }

    static final class SortsInATree {
        @Nullable
        TreeMap<String, String> map;
    }

    static final class KnowsTheRing {
        @Nullable
        RingBuffer<String> ring;
    }

    static final class KnowsThePipeline {
        @Nullable
        CommandJournal journal;
    }

    static final class LoadsAClass {
        Class<?> work() throws ClassNotFoundException {
            return Class.forName("io.rushline.engine.Engine");
        }
    }
}
