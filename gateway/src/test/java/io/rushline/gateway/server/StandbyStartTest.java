package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.engine.Engine;
import io.rushline.gateway.auth.ApiKeys;
import io.rushline.journal.append.Durability;
import io.rushline.journal.event.EventFile;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A standby that cannot go on with what it has. */
@Timeout(60)
class StandbyStartTest {
    @TempDir
    private Path data = Path.of("");

    /** A large state is most of the heap: there is no room for a second one. */
    @Test
    void shouldLetGoOfItsStateBeforeItReplaysAnew() throws Exception {
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            house.hold(house.largeShow(), "ann", 3).expect(201);
        }
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try (Standby standby = new Standby(
                ServerOptions.on(data, Durability.CACHE)
                        .ports(taken.getLocalPort(), 0)
                        .build(),
                Optional.<Duration>empty(),
                SnapshotInterval.NEVER)) {
            assertThat(new SnapshotStore(data.resolve("snapshots")).newestFirst())
                    .hasSize(1);
            for (EventFile file : EventFile.list(data.resolve("events"))) {
                Files.delete(file.path());
            }
            WeakReference<Engine> state =
                    new WeakReference<>(standby.following().recovery().engine());

            CompletableFuture<Optional<Server>> server = CompletableFuture.supplyAsync(() -> run(standby));
            // It waits for its port, some seconds at most, and has a whole new state by then.
            await().atMost(Duration.ofSeconds(40)).until(() -> {
                System.gc();
                return state.refersTo(null);
            });
            assertThat(server).isNotDone();
            taken.close();
            try (Server anew = server.get().orElseThrow()) {
                assertThat(anew.lastSequence()).isPositive();
                assertThat(standby.state().isReady()).isTrue();
            }
        } finally {
            taken.close();
        }
    }

    private static Optional<Server> run(Standby standby) {
        try {
            return standby.run(ApiKeys.none(), failure -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
