package io.rushline.loadtest.workload;

import io.rushline.loadtest.wire.Reply;
import java.util.concurrent.TimeUnit;

/** A refusal in front of a run, as the person who started it is told. */
final class Refusal {
    private static final int UNAUTHORIZED = 401;

    private Refusal() {}

    /** Whether another key would help; not so for who is locked out, too fast, or too early. */
    static boolean isOfTheKey(Reply reply) {
        return reply.status() == UNAUTHORIZED || reply.answer().text("code").equals("FORBIDDEN");
    }

    /** What the server said, and when it says to try again. */
    static String said(Reply reply) {
        String said = (reply.label() + " " + reply.answer().text("detail")).strip();
        return reply.retryAfterMs() > 0
                ? said + "; it says to try again in " + seconds(reply.retryAfterMs()) + " s"
                : said;
    }

    /** Upwards: who comes too early is refused again. */
    private static long seconds(long ms) {
        return TimeUnit.MILLISECONDS.toSeconds(ms + TimeUnit.SECONDS.toMillis(1) - 1);
    }
}
