package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.engine.EngineLimits;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.snapshot.SnapshotFile;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that somebody may do without before they are written, and when they are due. */
class StateWriterTest {
    @TempDir
    private Path data = Path.of("");

    private final AtomicInteger parts = new AtomicInteger();

    @BeforeEach
    void sell() throws IOException {
        StoppedSale.in(data);
    }

    @Test
    void shouldLeaveNothingOfASnapshotThatIsNotWantedToItsEnd() throws IOException {
        assertThat(write(this::isCounted, () -> true)).isPresent();
        int all = parts.getAndSet(0);
        assertThat(all).isGreaterThan(5);
        Path snapshot = store().newestFirst().get(0);
        SnapshotFile.open(snapshot).verify();
        Files.delete(snapshot);

        for (int enough = 0; enough < all; enough++) {
            int wanted = enough;
            parts.set(0);
            assertThat(write(() -> parts.getAndIncrement() < wanted, () -> true))
                    .isEmpty();
            assertThat(data.resolve("snapshots")).isEmptyDirectory();
        }
        assertThat(write(() -> true, () -> false)).isEmpty();
        assertThat(data.resolve("snapshots")).isEmptyDirectory();
    }

    @Test
    void shouldBeDueAfterCommandsOrTime() {
        assertThat(SnapshotInterval.parse("500").isDue(499, 1_000_000_000_000L)).isFalse();
        assertThat(SnapshotInterval.parse("500").isDue(500, 0)).isTrue();
        assertThat(SnapshotInterval.parse("10m").isDue(Long.MAX_VALUE - 1, 599_999))
                .isFalse();
        assertThat(SnapshotInterval.parse("10m").isDue(1, 600_000)).isTrue();
        assertThat(SnapshotInterval.parse("10m").isDue(0, 600_000)).isFalse();
        assertThat(SnapshotInterval.parse("never").isDue(1_000_000_000, 1_000_000_000))
                .isFalse();
        for (String wrong : new String[] {"", "0", "-1", "10d", "m", "1000000000000"}) {
            assertThatThrownBy(() -> SnapshotInterval.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private boolean isCounted() {
        parts.incrementAndGet();
        return true;
    }

    private Optional<WrittenSnapshot> write(BooleanSupplier isWanted, BooleanSupplier mayBeNamed) {
        try (DataDirectory held = DataDirectory.open(data);
                Recovery recovery = Recovery.begin(held.snapshots(), EngineLimits.SERVER)) {
            recovery.replay(held);
            return StateWriter.write(store(), recovery.engine(), recovery.views(), isWanted, mayBeNamed);
        }
    }

    private SnapshotStore store() {
        return new StoppedSale(data).snapshots();
    }
}
