package io.rushline.gateway.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A customer who joins a line and waits until it hears that the wait has ended: by long poll again and again, or by one
 * stream.
 *
 * <p>Threading: the thread of its connection.
 */
final class WaitingCustomer implements Asker.Hearer {
    private static final Pattern WAITER = Pattern.compile("\"waiterId\":\"([^\"]+)\"");

    private final Asker asker;
    private final boolean isStreaming;
    private final Counts counts;
    private final Runnable onJoined;
    private final StringBuilder heard = new StringBuilder();
    private String waiterId = "";
    private boolean isTold;

    /** What all customers together have come to. */
    record Counts(AtomicInteger joined, AtomicInteger told, AtomicInteger polls) {
        Counts() {
            this(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
        }
    }

    /** @param onJoined told once, when it has a place in the line */
    WaitingCustomer(Asker asker, boolean isStreaming, Counts counts, Runnable onJoined) {
        this.asker = asker;
        this.isStreaming = isStreaming;
        this.counts = counts;
        this.onJoined = onJoined;
    }

    void join(String showId, String customer) {
        asker.ask("/shows/" + showId + "/waiters", "{\"customer\":\"" + customer + "\",\"quantity\":1}", this);
    }

    @Override
    public void onText(String text) {
        heard.append(text);
        if (!isTold && heard.indexOf("\"state\":\"INSUFFICIENT\"") >= 0) {
            isTold = true;
            counts.told().incrementAndGet();
        }
    }

    @Override
    public void onEnd() {
        if (waiterId.isEmpty()) {
            Matcher waiter = WAITER.matcher(heard);
            if (!waiter.find()) {
                throw new IllegalStateException("no place in the line: " + heard);
            }
            waiterId = waiter.group(1);
            counts.joined().incrementAndGet();
            onJoined.run();
        }
        heard.setLength(0);
        heard.trimToSize();
        if (!isTold) {
            counts.polls().incrementAndGet();
            asker.ask("/waiters/" + waiterId + (isStreaming ? "/stream" : "?wait=60"), "", this);
        }
    }
}
