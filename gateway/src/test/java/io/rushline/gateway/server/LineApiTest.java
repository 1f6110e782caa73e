package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.server.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who wait, and how they hear of it. */
class LineApiTest {
    @AutoClose
    private static TestServer server;

    private static Api api;
    private static House house;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.start(data);
        api = server.api();
        house = new House(api);
    }

    @Test
    void shouldJoinTheLineAndLeaveItAgain() {
        String show = house.smallShow();
        house.hold(show, "ann", 4).expect(201);

        Answer first = house.join(show, "bob", 2);
        Answer second = house.join(show, "cat", 1).expect(202);
        Answer left = house.leave(first.text("waiterId"), "bob");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.text("waiterId")).startsWith("w_");
        assertThat(first.text("state")).isEqualTo("WAITING");
        assertThat(first.number("position")).isEqualTo(1);
        assertThat(first.number("ahead")).isZero();
        assertThat(Instant.parse(first.text("expiresAt"))).isAfter(Instant.now().plusSeconds(3_000));
        assertThat(second.number("position")).isEqualTo(2);
        assertThat(second.number("ahead")).isEqualTo(1);
        assertThat(left.status()).isEqualTo(204);
        assertThat(api.get("/waiters/" + first.text("waiterId")).text("state")).isEqualTo("LEFT");
        assertThat(api.get("/waiters/" + second.text("waiterId")).number("position"))
                .isEqualTo(1);
    }

    @Test
    void shouldAnswerALongPollAtOnceWhenSeatsAreOffered() {
        String show = house.smallShow();
        String held = house.hold(show, "ann", 4).expect(201).text("holdId");
        Answer joined = house.join(show, "bob", 2).expect(202);
        String path = "/waiters/" + joined.text("waiterId");
        String known = api.get(path).header("ETag");

        var poll = api.call("GET", path + "?wait=60")
                .header("If-None-Match", known)
                .sendLater();
        house.release(held, "ann").expect(204);
        Answer offered = Api.within(Duration.ofSeconds(30), poll);

        assertThat(offered.text("state")).isEqualTo("OFFERED");
        assertThat(offered.text("hold/state")).isEqualTo("HELD");
        assertThat(offered.text("hold/customer")).isEqualTo("bob");
        assertThat(offered.list("hold/seats")).hasSize(2);
        assertThat(offered.has("position")).isFalse();
        assertThat(house.book(offered.text("hold/holdId"), "bob").status()).isEqualTo(201);
    }

    @Test
    void shouldAnswerALongPollAtOnceWhenThePositionChanges() {
        String show = house.smallShow();
        house.hold(show, "ann", 4).expect(201);
        Deque<String> ahead = new ArrayDeque<>();
        for (int i = 0; i < 10; i++) {
            ahead.add(house.join(show, "c" + i, 1).expect(202).text("waiterId"));
        }
        String waiterId = house.join(show, "zoe", 1).expect(202).text("waiterId");

        var poll = api.call("GET", "/waiters/" + waiterId + "?wait=60").sendLater();
        // The first to leave may be gone before the poll has arrived, but not all of them.
        int[] gone = new int[1];
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            if (!ahead.isEmpty()) {
                house.leave(ahead.remove(), "c" + gone[0]++).expect(204);
            }
            return poll.isDone();
        });

        Answer moved = poll.join();
        assertThat(moved.text("state")).isEqualTo("WAITING");
        assertThat(moved.number("ahead")).isLessThan(10);
        assertThat(moved.number("position")).isEqualTo(moved.number("ahead") + 1);
    }

    @Test
    void shouldAnswerALongPollWhenItsTimeIsUp() {
        String show = house.smallShow();
        house.hold(show, "ann", 4).expect(201);
        String waiterId = house.join(show, "bob", 2).expect(202).text("waiterId");

        long startedNanos = System.nanoTime();
        Answer unchanged = api.get("/waiters/" + waiterId + "?wait=1").expect(200);

        assertThat(Duration.ofNanos(System.nanoTime() - startedNanos)).isGreaterThanOrEqualTo(Duration.ofMillis(990));
        assertThat(unchanged.text("state")).isEqualTo("WAITING");
    }

    /** A client that asks again at once would do so all the time. */
    @Test
    void shouldLetALongPollWaitWhenAProxyHasMadeItsTagWeak() {
        String show = house.smallShow();
        house.hold(show, "ann", 4).expect(201);
        String path = "/waiters/" + house.join(show, "bob", 2).expect(202).text("waiterId");
        String tag = api.get(path).header("ETag");

        long startedNanos = System.nanoTime();
        Answer unchanged = api.call("GET", path + "?wait=1")
                .header("If-None-Match", "W/" + tag)
                .send()
                .expect(200);

        assertThat(Duration.ofNanos(System.nanoTime() - startedNanos)).isGreaterThanOrEqualTo(Duration.ofMillis(990));
        assertThat(unchanged.header("ETag")).isEqualTo(tag);
    }

    @Test
    void shouldTellWaitersWhenTheirWaitBecomesHopelessOrTimesOut() {
        String show = house.smallShow("'waitSeconds':1");
        String other = house.smallShow();
        String held = house.hold(other, "ann", 3).expect(201).text("holdId");
        String fourth = house.hold(other, "ann", 1).expect(201).text("holdId");
        String big = house.join(other, "bob", 4).expect(202).text("waiterId");
        String small = house.join(other, "cat", 1).expect(202).text("waiterId");
        house.hold(show, "ann", 4).expect(201);
        String impatient = house.join(show, "dan", 1).expect(202).text("waiterId");

        house.book(held, "ann").expect(201);
        Answer insufficient = api.get("/waiters/" + big + "?wait=30");
        house.book(fourth, "ann").expect(201);
        Answer full = api.get("/waiters/" + small + "?wait=30");
        Answer timedOut = api.get("/waiters/" + impatient + "?wait=30");

        assertThat(insufficient.text("state")).isEqualTo("INSUFFICIENT");
        assertThat(full.text("state")).isEqualTo("SHOW_FULL");
        assertThat(timedOut.text("state")).isEqualTo("TIMED_OUT");
    }
}
