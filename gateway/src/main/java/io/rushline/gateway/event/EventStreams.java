package io.rushline.gateway.event;

import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.http.EventStream;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.view.Views;
import io.rushline.journal.event.EventReader;
import io.rushline.journal.event.EventsGoneException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who are told all events as they come, each from a position of its own.
 *
 * <p>One thread goes round and reads for each of them from the files, as long as its client takes what it was sent. So a
 * slow client is behind and misses nothing; all that is in memory for it is what one reading brought and what is on its way.
 * How much it is sent before it has taken that goes by what it reads, which can be a hundred times as long as in the files.
 *
 * <p>Threading: any thread opens.
 */
public final class EventStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    static final int MAX_STREAMS = 64;
    private static final int MAX_EVENTS = 64;
    private static final int MAX_BYTES = 32 * 1024;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Problem TOO_MANY =
            Problem.of(503, "OVERLOADED", "Too many follow the events already").retryAfter(60);

    private final Path directory;
    private final EventRecorder recorder;
    private final EventJson json;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "event-streams");
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean isClosed;

    /** Streams of the queue in a directory. */
    public EventStreams(Path directory, EventRecorder recorder, Views views, SignedIds ids) {
        this.directory = directory;
        this.recorder = recorder;
        json = new EventJson(views, ids);
        thread.setDaemon(true);
        thread.start();
    }

    /** How many follow. */
    public int count() {
        return count.get();
    }

    /** Answers with a stream of what is behind an event; with a problem when that is gone. */
    void open(Exchange exchange, long after) {
        if (count.get() >= MAX_STREAMS) {
            throw TOO_MANY.exception();
        }
        requirePosition(after);
        exchange.stream(stream -> begin(stream, after));
    }

    /** Nothing is wanted yet, but for an answer whether there is such a position. */
    private void requirePosition(long after) {
        try (EventReader reader = new EventReader(directory, after)) {
            reader.read(0, 1, (planId, currency, event, offset, length) -> {});
        } catch (EventsGoneException e) {
            throw EventRoutes.gone(e).exception();
        }
    }

    /**
     * The client hears from now on; not all whose request was taken come so far. Should others have been quicker, so that
     * there are too many, it ends at once: the client asks again and is refused.
     */
    private void begin(EventStream stream, long after) {
        if (count.incrementAndGet() > MAX_STREAMS) {
            count.decrementAndGet();
            stream.end();
            return;
        }
        Follower follower = new Follower(stream, new EventReader(directory, after));
        followers.add(follower);
        stream.onClose(follower::end);
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!isClosed) {
            if (followers.isEmpty()) {
                LockSupport.park(this);
                continue;
            }
            int told = 0;
            for (Follower follower : followers) {
                told += follower.tell();
            }
            if (told == 0) {
                LockSupport.parkNanos(this, PAUSE_NS);
            }
        }
        followers.forEach(follower -> follower.reader.close());
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }

    /** A client, and where it is. Only the thread of the streams uses the reader. */
    private final class Follower {
        private final EventStream stream;
        private final EventReader reader;
        private final Deque<byte[]> ready = new ArrayDeque<>();
        private volatile boolean isEnded;

        Follower(EventStream stream, EventReader reader) {
            this.stream = stream;
            this.reader = reader;
        }

        void end() {
            isEnded = true;
        }

        /** Sends what is next, if the client has taken what it was sent; answers how many events. */
        int tell() {
            if (isEnded) {
                followers.remove(this);
                count.decrementAndGet();
                reader.close();
                return 0;
            }
            if (!stream.isCaughtUp()) {
                return 0;
            }
            try {
                if (ready.isEmpty() && reader.position() < recorder.lastEventId()) {
                    reader.read(MAX_EVENTS, MAX_BYTES, this::write);
                }
                return send();
            } catch (EventsGoneException | RuntimeException e) {
                LOG.warn("a stream of events ends behind event {}: {}", reader.position(), e.getMessage());
                stream.end();
                isEnded = true;
                return 0;
            }
        }

        private void write(long planId, int currency, DirectBuffer event, int offset, int length) {
            byte[] data = json.toBytes(planId, currency, event, offset);
            ready.add(EventStream.event("event", EventJson.eventId(event, offset), data));
        }

        /** Sends what is read already, but no more than the stream has room for, except for the last. */
        private int send() {
            int events = 0;
            for (int bytes = 0; bytes < MAX_BYTES && !ready.isEmpty(); events++) {
                byte[] event = ready.remove();
                bytes += event.length;
                stream.send(event);
            }
            return events;
        }
    }
}
