package io.rushline.journal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.journal.ChildProcess;
import io.rushline.journal.Disk;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.TestJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreTest {
    private static final long HASH = 0x1234_5678_9abc_def0L;

    @TempDir
    Path root;

    @Test
    void shouldGiveBackEveryPartOfEveryLength() {
        Random random = new Random(3);
        List<byte[]> parts = new ArrayList<>();
        for (int length : new int[] {0, 1, 7, 8, 100, 5_000, 1_100_000}) {
            for (int i = 0; i < 9; i++) {
                byte[] part = new byte[length];
                random.nextBytes(part);
                parts.add(part);
            }
        }
        Path file = write(42, parts);

        SnapshotFile read = SnapshotFile.open(file);

        assertThat(read.position()).isEqualTo(position(42));
        assertThat(read.stateHash()).isEqualTo(HASH);
        assertThat(read.lengthBytes())
                .isEqualTo(file.toFile().length())
                .isGreaterThan(2L * SnapshotLayout.MAX_BLOCK_BYTES);
        assertThat(parts(read).stream().map(ByteBuffer::wrap).toList())
                .isEqualTo(parts.stream().map(ByteBuffer::wrap).toList());
        assertThat(store().newestFirst()).containsExactly(file);
    }

    @Test
    void shouldTakeAPartThatFillsABlockAndRefuseALargerOne() {
        int largest = SnapshotLayout.MAX_BLOCK_BYTES - SnapshotLayout.BLOCK_HEADER_BYTES - Integer.BYTES;
        List<byte[]> parts = List.of(new byte[largest], new byte[1], new byte[largest]);

        assertThat(parts(SnapshotFile.open(write(1, parts)))).hasSize(3);
        assertThatIllegalArgumentException().isThrownBy(() -> write(2, List.of(new byte[largest + 1])));
        assertThat(files()).hasSize(1);
    }

    @Test
    void shouldNoticeEveryFlippedBit() throws IOException {
        Path file = write(7, List.of(new byte[10], new byte[20]));
        for (int offset = 0; offset < Files.size(file); offset++) {
            TestJournal.flip(file, offset);
            assertDamaged(file);
            TestJournal.flip(file, offset);
        }
        SnapshotFile.open(file).verify();
    }

    @Test
    void shouldNoticeWhereverTheFileEnds() throws IOException {
        Path file = write(7, List.of(new byte[10], new byte[20]));
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertDamaged(file);
        }
        Files.write(file, Arrays.copyOf(good, good.length + 1));
        assertDamaged(file);
    }

    @Test
    void shouldNoticeBlocksInTheWrongOrder() throws IOException {
        int fillsABlock = SnapshotLayout.MAX_BLOCK_BYTES - SnapshotLayout.BLOCK_HEADER_BYTES - Integer.BYTES;
        Path file = write(7, List.of(new byte[fillsABlock], new byte[fillsABlock]));
        byte[] first = new byte[SnapshotLayout.MAX_BLOCK_BYTES];
        try (FileChannel channel = FileChannel.open(file)) {
            channel.read(ByteBuffer.wrap(first), SnapshotLayout.HEADER_BYTES);
        }

        TestJournal.overwrite(file, SnapshotLayout.HEADER_BYTES + SnapshotLayout.MAX_BLOCK_BYTES, first);

        assertDamaged(file);
    }

    @Test
    void shouldRefuseANewerFormat() throws IOException {
        Path file = write(7, List.of(new byte[10]));
        TestJournal.overwrite(file, 12, new byte[] {2, 0, 0, 0});

        assertThatThrownBy(() -> SnapshotFile.open(file))
                .isInstanceOf(SnapshotDamagedException.class)
                .hasMessageContaining("format version 2 is newer than this build's 1");
    }

    @Test
    void shouldLeaveNothingOfASnapshotThatWasNotCompleted() throws IOException {
        Path former = write(5, List.of(new byte[10]));
        try (SnapshotFileWriter writer = store().begin(position(6))) {
            writer.onPart(new UnsafeBuffer(new byte[10]), 0, 10);
            assertThat(files()).hasSize(2);
        }
        assertThat(files()).containsExactly(former);

        // And of one whose process was killed, nothing once the next is written.
        Files.write(root.resolve("snapshots/0000000000000000006.snapshot.tmp"), new byte[100]);
        Path next = write(7, List.of(new byte[10]));

        assertThat(store().newestFirst()).containsExactly(next, former);
        assertThat(files()).containsExactlyInAnyOrder(next, former);
    }

    /** Process ids say nothing: those of another container are of other processes here, or of none. */
    @Test
    void shouldRemoveWhatADeadWriterLeftAndNothingThatIsBeingWritten() throws Exception {
        Process other = ChildProcess.start(root, "snapshot");
        try {
            assertThat(ChildProcess.firstLine(other)).isEqualTo("begun");
            Path ofOther = files().get(0);
            try (SnapshotFileWriter first = store().begin(position(6))) {
                try (SnapshotFileWriter second = store().begin(position(6))) {
                    assertThat(files()).hasSize(3).contains(ofOther);
                    second.complete(HASH);
                }
                first.complete(HASH);
            }
            assertThat(files())
                    .containsExactlyInAnyOrder(ofOther, store().newestFirst().get(0));
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(files()).hasSize(2);

        Path next = write(7, List.of());

        assertThat(files())
                .containsExactlyInAnyOrder(next, store().newestFirst().get(1));
    }

    @Test
    void shouldLeaveToAnotherThreadWhatThatIsLookingAt() throws IOException {
        Path left = Files.createDirectory(root.resolve("snapshots")).resolve("0000000000000000006.snapshot.tmp");
        try (FileChannel looking = FileChannel.open(left, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            assertThat(looking.tryLock()).isNotNull();
            write(7, List.of());
            assertThat(left).exists();
        }

        write(8, List.of());

        assertThat(left).doesNotExist();
    }

    /** Whoever writes asks between two parts whether it is still wanted, and must not be with the disk for long before. */
    @Test
    void shouldForceAFewMegabytesAtATime() throws IOException {
        UnforcedBytes disk = new UnforcedBytes();
        UnsafeBuffer part = new UnsafeBuffer(new byte[100_000]);
        Path file;
        try (SnapshotFileWriter writer = new SnapshotStore(root.resolve("snapshots"), disk).begin(position(1))) {
            for (int i = 0; i < 400; i++) {
                writer.onPart(part, 0, part.capacity());
            }
            writer.complete(HASH);
            file = writer.file();
        }

        SnapshotFile.open(file).verify();
        assertThat(Files.size(file)).isGreaterThan(40_000_000);
        assertThat(disk.most).isBetween(1L, SnapshotFileWriter.FORCED_BYTES + SnapshotLayout.MAX_BLOCK_BYTES + 64L);
        assertThat(disk.unforced).isZero();
    }

    /** The system's disk, which counts what was written and not forced. */
    private static final class UnforcedBytes implements Disk {
        private long unforced;
        private long most;

        @Override
        public DiskFile open(Path path) throws IOException {
            DiskFile file = SYSTEM.open(path);
            return new DiskFile() {
                @Override
                public int write(ByteBuffer from, long offset) throws IOException {
                    int count = file.write(from, offset);
                    unforced += count;
                    most = Math.max(most, unforced);
                    return count;
                }

                @Override
                public void force(boolean withMetadata) throws IOException {
                    file.force(withMetadata);
                    unforced = 0;
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            SYSTEM.forceDirectory(directory);
        }

        @Override
        public long usableBytes(Path directory) throws IOException {
            return SYSTEM.usableBytes(directory);
        }
    }

    @Test
    void shouldKeepTheNewest() {
        write(8, List.of());
        Path second = write(9, List.of());
        Path third = write(10, List.of());

        assertThat(store().keepNewest(2)).hasSize(1);
        assertThat(store().newestFirst()).containsExactly(third, second);
        assertThat(store().keepNewest(1)).containsExactly(second);
        assertThat(store().keepNewest(1)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> store().keepNewest(0));
    }

    /** What was promised is that one may be damaged, and the journal pruned up to the other. */
    @Test
    void shouldNotCountADamagedOneAsKept() throws IOException {
        Path first = write(8, List.of(new byte[10]));
        Path second = write(9, List.of(new byte[10]));
        Path damaged = write(10, List.of(new byte[10]));
        Path newest = write(11, List.of(new byte[10]));
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);

        assertThat(store().keepNewest(2)).containsExactly(first);
        assertThat(store().newestFirst()).containsExactly(newest, damaged, second);
    }

    @Test
    void shouldSayWhyItCannotWrite() throws IOException {
        Files.write(root.resolve("snapshots"), new byte[0], StandardOpenOption.CREATE_NEW);

        assertThatThrownBy(() -> store().begin(position(1)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("snapshots");
    }

    private void assertDamaged(Path file) {
        assertThatThrownBy(() -> SnapshotFile.open(file).verify()).isInstanceOf(SnapshotDamagedException.class);
    }

    private SnapshotStore store() {
        return new SnapshotStore(root.resolve("snapshots"));
    }

    private Path write(long sequence, List<byte[]> parts) {
        try (SnapshotFileWriter writer = store().begin(position(sequence))) {
            parts.forEach(part -> writer.onPart(new UnsafeBuffer(part), 0, part.length));
            writer.complete(HASH);
            return writer.file();
        }
    }

    private List<Path> files() {
        try (var all = Files.list(root.resolve("snapshots"))) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JournalPosition position(long sequence) {
        return new JournalPosition(sequence, 3, 1_000 + sequence);
    }

    private static List<byte[]> parts(SnapshotFile file) {
        List<byte[]> parts = new ArrayList<>();
        file.forEachPart((buffer, offset, length) -> {
            byte[] part = new byte[length];
            buffer.getBytes(offset, part);
            parts.add(part);
        });
        return parts;
    }
}
