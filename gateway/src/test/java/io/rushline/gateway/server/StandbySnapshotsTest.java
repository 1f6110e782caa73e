package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.journal.DataDirectory;
import io.rushline.journal.DataDirectoryClaim;
import io.rushline.journal.event.EventTail;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a standby asks, when all of a snapshot is written, before it gives it its name. */
class StandbySnapshotsTest {
    /** Files that can't be forced, the last of their directories. */
    private static final String JOURNAL_TRAP = "journal/99991231-23F.cq4";

    private static final String EVENTS_TRAP = "events/9999999999999999999.events";

    @TempDir
    private Path data = Path.of("");

    private int asked;

    @BeforeEach
    void sell() throws IOException {
        StoppedSale.in(data);
    }

    /** Nothing ends a force, and it takes as long as the disk needs for what was not forced yet. */
    @Test
    void shouldAskBeforeEachForceWhetherItIsStillWanted() throws IOException {
        int parts = parts();

        assertThat(write(ask -> true)).isPositive();
        assertThat(asked).isEqualTo(parts + 3);
        Files.delete(store().newestFirst().get(0));
        for (int last = parts + 1; last <= parts + 3; last++) {
            int unwanted = last;
            assertThat(write(ask -> ask < unwanted)).isZero();
            assertThat(asked).isEqualTo(last);
            assertThat(data.resolve("snapshots")).isEmptyDirectory();
        }

        for (Map.Entry<String, Integer> force :
                Map.of(JOURNAL_TRAP, parts + 1, EVENTS_TRAP, parts + 2).entrySet()) {
            Path trap = data.resolve(force.getKey());
            assertThat(write(ask -> ask != force.getValue() || makeDirectory(trap)))
                    .isZero();
            assertThat(asked).as(force.getKey()).isEqualTo(force.getValue());
            Files.delete(trap);
        }
    }

    private static boolean makeDirectory(Path path) {
        try {
            Files.createDirectory(path);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many parts the state has. */
    private int parts() {
        try (DataDirectoryClaim claim = DataDirectory.claim(data);
                EventTail queue = new EventTail(claim.files().events());
                Following following = new Following(claim.files(), queue, SnapshotInterval.NEVER, 2, () -> true, 0)) {
            readAll(following);
            asked = 0;
            Recovery recovery = following.recovery();
            assertThat(StateWriter.write(store(), recovery.engine(), recovery.views(), () -> ++asked > 0, () -> false))
                    .isEmpty();
            return asked;
        }
    }

    /** Follows to the end, writes a snapshot, and answers its sequence; 0 when there is none. */
    private long write(IntPredicate isWanted) {
        try (DataDirectoryClaim claim = DataDirectory.claim(data);
                EventTail queue = new EventTail(claim.files().events());
                Following following = new Following(
                        claim.files(), queue, SnapshotInterval.parse("1"), 2, () -> isWanted.test(++asked), 0)) {
            readAll(following);
            asked = 0;
            following.writeSnapshotWhenDue(0);
            return following.lastSnapshot();
        }
    }

    private static void readAll(Following following) {
        do {
            following.poll();
        } while (!following.isAtEnd());
    }

    private SnapshotStore store() {
        return new StoppedSale(data).snapshots();
    }
}
