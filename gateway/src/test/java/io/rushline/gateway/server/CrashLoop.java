package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.ServeProcess.Offer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Load on a server that is killed under it, and what its successor must still know.
 *
 * <p>Each answer that came is written to a file outside the data directory. The successor gets every one of those
 * requests again, with the same key, and must give the same answer, byte for byte; no seat may have been given twice.
 * Requests that were not answered are repeated, too: twice, and both answers must agree. A consumer of events reads on
 * behind the last that it saw, and each hold must have come up once.
 */
final class CrashLoop {
    private static final int CLIENTS = 4;
    private static final int OLD_SAMPLE = 40;
    private static final Pattern SEAT = Pattern.compile("\"seat\":\"([^\"]+)\"");

    /** A request, and the answer when there was one. */
    record Asked(String path, String key, String body, String answer) {}

    private final Random random;
    private final Path acknowledgedFile;
    private final List<Asked> acknowledged = new ArrayList<>();
    private final AtomicInteger nextKey = new AtomicInteger();
    private final EventConsumer events = new EventConsumer();

    /** Holds that were acknowledged and that no event tells of. */
    private final Set<String> lost = new TreeSet<>();

    /** Seats that two have, and holds that two events tell of. */
    private final Set<String> duplicated = new TreeSet<>();

    /** Requests whose repetition was answered otherwise. */
    private final Set<String> different = new TreeSet<>();

    /** A loop that notes what was acknowledged in a file. */
    CrashLoop(Path acknowledgedFile, long seed) {
        this.acknowledgedFile = acknowledgedFile;
        random = new Random(seed);
    }

    int acknowledgedCount() {
        return acknowledged.size();
    }

    /** Loads a new show until a random moment, and kills the server there. */
    List<Asked> killUnderLoad(ServeProcess server, Offer offer) throws IOException, InterruptedException {
        String path = "/shows/" + server.createShow(offer, 3_000) + "/holds";
        Queue<Asked> answered = new ConcurrentLinkedQueue<>();
        Queue<Asked> inDoubt = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(1 + random.nextInt(120));
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(() -> load(server, path, answered, inDoubt, enough));
        }
        // A consumer that reads what is there up to a moment before the kill, and goes on behind it afterwards.
        events.readOnce(server);
        assertThat(enough.await(120, TimeUnit.SECONDS)).isTrue();
        events.readOnce(server);
        server.kill();
        clients.shutdown();
        assertThat(clients.awaitTermination(120, TimeUnit.SECONDS)).isTrue();
        note(answered);
        return List.copyOf(inDoubt);
    }

    private void load(
            ServeProcess server, String path, Queue<Asked> answered, Queue<Asked> inDoubt, CountDownLatch enough) {
        while (true) {
            int number = nextKey.incrementAndGet();
            Asked hold = new Asked(path, "hold-" + number, "{\"customer\":\"c" + number + "\",\"quantity\":1}", "");
            String answer = ask(server, hold, answered, inDoubt, enough);
            if (answer.startsWith("201") && number % 2 == 0) {
                String body = "{\"customer\":\"c" + number + "\",\"paymentReference\":\"p" + number + "\"}";
                String book = "/holds/" + ServeProcess.field(answer, "holdId") + "/book";
                answer = ask(server, new Asked(book, "book-" + number, body, ""), answered, inDoubt, enough);
            }
            if (answer.isEmpty()) {
                return;
            }
        }
    }

    /** The answer, empty when there was none. */
    private static String ask(
            ServeProcess server, Asked asked, Queue<Asked> answered, Queue<Asked> inDoubt, CountDownLatch enough) {
        try {
            String answer = answer(server, asked);
            answered.add(new Asked(asked.path(), asked.key(), asked.body(), answer));
            enough.countDown();
            return answer;
        } catch (IOException e) {
            inDoubt.add(asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    private static String answer(ServeProcess server, Asked asked) throws IOException, InterruptedException {
        HttpResponse<String> response = server.post(asked.path(), asked.key(), asked.body());
        return response.statusCode() + " " + response.body();
    }

    private void note(Queue<Asked> answered) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Asked asked : answered) {
            acknowledged.add(asked);
            lines.append(asked.key()).append('\t').append(asked.answer()).append('\n');
        }
        Files.writeString(acknowledgedFile, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Asks the successor for the newest answers again, and for some of the older ones. */
    void verify(ServeProcess successor, List<Asked> inDoubt, int newest) throws IOException, InterruptedException {
        for (Asked asked : inDoubt) {
            Asked answered = new Asked(asked.path(), asked.key(), asked.body(), answer(successor, asked));
            compare(successor, answered);
            note(new ConcurrentLinkedQueue<>(List.of(answered)));
        }
        int old = Math.max(0, acknowledged.size() - newest);
        for (int i = 0; i < OLD_SAMPLE && old > 0; i++) {
            compare(successor, acknowledged.get(random.nextInt(old)));
        }
        for (Asked asked : acknowledged.subList(old, acknowledged.size())) {
            compare(successor, asked);
        }
        findSeatsGivenTwice();
        Set<String> holdIds = holdIds();
        events.await(successor, holdIds);
        lost.addAll(events.missing(holdIds));
        duplicated.addAll(events.repeated());
        System.out.printf(
                "%,d acknowledged, %d lost, %d duplicated, %d answered otherwise%n",
                acknowledged.size(), lost.size(), duplicated.size(), different.size());
        assertThat(lost).as("acknowledged and lost").isEmpty();
        assertThat(duplicated).as("seats given twice, holds in two events").isEmpty();
        assertThat(different).as("answered otherwise when repeated").isEmpty();
    }

    /** Of all holds that were acknowledged. */
    private Set<String> holdIds() {
        Set<String> ids = new HashSet<>();
        for (Asked asked : acknowledged) {
            if (asked.key().startsWith("hold-") && asked.answer().startsWith("201")) {
                ids.add(ServeProcess.field(asked.answer(), "holdId"));
            }
        }
        return ids;
    }

    void verifyAll(ServeProcess successor) throws IOException, InterruptedException {
        verify(successor, List.of(), acknowledged.size());
    }

    private void compare(ServeProcess successor, Asked asked) throws IOException, InterruptedException {
        String again = answer(successor, asked);
        if (!again.equals(asked.answer())) {
            different.add(asked.key() + ": " + asked.answer() + ", then " + again);
        }
    }

    private void findSeatsGivenTwice() {
        Set<String> given = new HashSet<>();
        for (Asked asked : acknowledged) {
            if (asked.key().startsWith("hold-") && asked.answer().startsWith("201")) {
                Matcher seats = SEAT.matcher(asked.answer());
                while (seats.find()) {
                    String seat = asked.path() + " " + seats.group(1);
                    if (!given.add(seat)) {
                        duplicated.add(seat);
                    }
                }
            }
        }
    }
}
