package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.CrashLoop.Asked;
import io.rushline.gateway.server.ServeProcess.Offer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rounds of load, SIGKILL and a successor, which is either the same command again or a standby.
 *
 * <p>{@code -Drushline.crash.rounds=50} makes more of them, {@code -Drushline.crash.seed} repeats the choices of a run.
 */
class CrashLoopTest {
    private static final int ROUNDS = Integer.getInteger("rushline.crash.rounds", 3);

    @TempDir
    private Path directory = Path.of(".");

    private final long seed = Long.getLong("rushline.crash.seed", new Random().nextLong());

    @Test
    void shouldLoseAndRepeatNothingWhenRestarted() throws Exception {
        System.out.println("crash loop of " + ROUNDS + " rounds, seed " + seed);
        Path data = directory.resolve("data");
        CrashLoop loop = new CrashLoop(directory.resolve("acknowledged.tsv"), seed);
        ServeProcess server = ServeProcess.start(data);
        try {
            Offer offer = server.createOffer();
            for (int round = 0; round < ROUNDS; round++) {
                System.out.print("round " + (round + 1) + ": ");
                int before = loop.acknowledgedCount();
                List<Asked> inDoubt = loop.killUnderLoad(server, offer);
                server = ServeProcess.start(data);
                loop.verify(server, inDoubt, loop.acknowledgedCount() - before);
            }
            System.out.print("all again: ");
            loop.verifyAll(server);
            assertThat(server.terminate()).isZero();
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        } finally {
            server.close();
        }
    }

    @Test
    void shouldLoseAndRepeatNothingWhenAStandbyTakesOver() throws Exception {
        System.out.println("crash loop of " + ROUNDS + " rounds with standbys, seed " + seed);
        Path data = directory.resolve("data");
        CrashLoop loop = new CrashLoop(directory.resolve("acknowledged.tsv"), seed);
        ServeProcess server = ServeProcess.start(data);
        ServeProcess standby = ServeProcess.standby(data);
        try {
            Offer offer = server.createOffer();
            for (int round = 0; round < ROUNDS; round++) {
                System.out.print("round " + (round + 1) + ": ");
                int before = loop.acknowledgedCount();
                List<Asked> inDoubt = loop.killUnderLoad(server, offer);
                server = standby;
                server.awaitReady();
                standby = ServeProcess.standby(data);
                loop.verify(server, inDoubt, loop.acknowledgedCount() - before);
            }
            System.out.print("all again: ");
            loop.verifyAll(server);
            assertThat(standby.terminate()).isZero();
            assertThat(server.terminate()).isZero();
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        } finally {
            server.close();
            standby.close();
        }
    }
}
