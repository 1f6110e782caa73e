package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.gateway.server.Api.Answer;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.replay.JournalFollower;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal says is what the engine did. */
class ReplayTest {
    private static final int BUYERS = 4;
    private static final int REQUESTS_EACH = 60;

    @TempDir
    private Path data = Path.of("");

    private final long seed = Long.getLong("rushline.seed", new Random().nextLong());

    @Test
    void shouldReplayIntoTheSameState() throws Exception {
        long stateHash = sell();

        Engine engine = new Engine(EngineLimits.SERVER);
        Outbox outbox = new Outbox();
        JournalFollower.replay(
                data.resolve("journal"),
                JournalPosition.START,
                (sequence, timestampMs, buffer, offset, length) ->
                        engine.apply(sequence, timestampMs, buffer, offset, length, outbox));

        assertThat(engine.lastSequence()).as("seed %d", seed).isGreaterThan(BUYERS * REQUESTS_EACH);
        assertThat(engine.stateHash()).as("seed %d", seed).isEqualTo(stateHash);
    }

    /** Nothing in it may depend on a library's hash order, a default or a bug of one version. */
    @Test
    void shouldReplayIntoTheSameStatesOnEveryJavaThatIsHere() throws Exception {
        List<ReplayedHashes.Java> javas = ReplayedHashes.others();
        assumeThat(javas).as("Java of other versions").isNotEmpty();
        sell();
        Path journal = data.resolve("journal");

        List<String> here = ReplayedHashes.of(journal);
        assertThat(here).as("seed %d", seed).hasSizeGreaterThan(BUYERS * REQUESTS_EACH / 10);
        for (ReplayedHashes.Java java : javas) {
            assertThat(ReplayedHashes.of(journal, java))
                    .as("%s, seed %d", java, seed)
                    .isEqualTo(here);
        }
    }

    /** Answers the hash of the state at the end. */
    private long sell() throws Exception {
        TestServer server = TestServer.start(data);
        try (server) {
            House house = new House(server.api());
            String show = house.smallShow();
            ExecutorService buyers = Executors.newFixedThreadPool(BUYERS);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < BUYERS; i++) {
                long buyerSeed = seed + i;
                running.add(buyers.submit(() -> buy(house, show, buyerSeed)));
            }
            for (Future<?> buyer : running) {
                buyer.get();
            }
            buyers.shutdown();
        }
        return server.stateHash();
    }

    /** Holds, and then books, releases or keeps; joins the line when there is nothing left. */
    private static void buy(House house, String show, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS_EACH; i++) {
            String customer = "c" + seed + "-" + i;
            Answer hold = house.hold(show, customer, 1 + random.nextInt(3));
            if (hold.status() != 201) {
                house.join(show, customer, 1);
            } else if (random.nextInt(4) == 0) {
                house.book(hold.text("holdId"), customer);
            } else {
                house.release(hold.text("holdId"), customer);
            }
        }
    }
}
