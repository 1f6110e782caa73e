package io.rushline.journal.audit;

import io.rushline.journal.Excerpt;
import io.rushline.journal.JournalQueue;
import io.rushline.journal.TestJournal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Journals of {@link RecordedSale} with one fault each, as they are kept among the resources, and how they were made.
 *
 * <p>{@code main} writes them anew, into a directory: that is for a new kind of damage, or a new format version. Those of
 * former versions stay.
 */
final class DamagedJournals {
    private static final long QUEUE_FILE_UNIT = 16 * 1024 * 1024;
    private static final int VERSION_OFFSET = 12;
    private static final int EPOCH_OFFSET = 16;
    private static final int SEQUENCE_OFFSET = 24;

    /** Of a record's first command. */
    private static final int TIMESTAMP_OFFSET = Excerpt.HEADER_BYTES + Integer.BYTES;

    /** Breaks the two queue files of a journal. */
    private interface Fault {
        void inflict(Path first, Path second) throws IOException;
    }

    private DamagedJournals() {}

    static void unpack(String name, Path data) throws IOException {
        Path journal = Files.createDirectories(data.resolve("journal"));
        try (InputStream resource = DamagedJournals.class.getResourceAsStream(name + ".zip");
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = journal.resolve(entry.getName());
                Files.write(file, zip.readAllBytes());
                if (entry.getName().endsWith("F.cq4")) {
                    grow(file);
                }
            }
        }
    }

    /** Queue files are sparse: only what comes before their last byte that is not zero is kept. */
    private static void grow(Path file) throws IOException {
        long size = (Files.size(file) + QUEUE_FILE_UNIT - 1) / QUEUE_FILE_UNIT * QUEUE_FILE_UNIT;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
        }
    }

    private static Map<String, Fault> faults() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        faults.put("intact-v1", (first, second) -> {});
        faults.put("torn-tail", (first, second) -> {
            long last = TestJournal.recordOffset(second, TestJournal.recordCount(second) - 1);
            TestJournal.overwrite(second, last + 60, new byte[400]);
        });
        faults.put("bit-flip", (first, second) -> TestJournal.flip(first, TestJournal.recordOffset(first, 7) + 60));
        faults.put(
                "zeroed-page",
                (first, second) ->
                        TestJournal.overwrite(second, TestJournal.recordOffset(second, 5) - 4, new byte[1_024]));
        faults.put("missing-file", (first, second) -> Files.delete(first));
        faults.put("gap", (first, second) -> erase(first, 19));
        faults.put("older-epoch", (first, second) -> put(second, 3, EPOCH_OFFSET, 1));
        faults.put("newer-version", (first, second) -> put(second, 9, VERSION_OFFSET, 2));
        faults.put("repeated-sequence", (first, second) -> put(second, 3, SEQUENCE_OFFSET, 26));
        faults.put("earlier-time", (first, second) -> put(second, 3, TIMESTAMP_OFFSET + 5, 0));
        faults.put(
                "broken-length", (first, second) -> TestJournal.flip(second, TestJournal.recordOffset(second, 6) - 3));
        faults.put("short-file", (first, second) -> {
            long last = TestJournal.recordOffset(first, 15) + 30;
            TestJournal.overwrite(first, last, new byte[64 * 1024]);
        });
        faults.put("lost-header", (first, second) -> {
            TestJournal.overwrite(first, 0, new byte[4_096]);
            for (int i = TestJournal.recordCount(second) - 1; i >= 0; i--) {
                TestJournal.flip(second, TestJournal.recordOffset(second, i) + 60);
            }
        });
        return faults;
    }

    /** Ends the file in front of a record. */
    private static void erase(Path file, int record) throws IOException {
        long offset = TestJournal.recordOffset(file, record) - Integer.BYTES;
        TestJournal.overwrite(file, offset, new byte[64 * 1024]);
    }

    /** Changes one byte of a record's header, and its checksum with it. */
    private static void put(Path file, int record, int field, int value) throws IOException {
        long offset = TestJournal.recordOffset(file, record);
        TestJournal.overwrite(file, offset + field, new byte[] {(byte) value});
        TestJournal.seal(file, offset);
    }

    private static void pack(Path journal, Path target) throws IOException {
        try (OutputStream file = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> content = Files.list(journal)) {
            for (Path each : content.sorted().toList()) {
                byte[] bytes = Files.readAllBytes(each);
                int length = bytes.length;
                while (length > 0 && bytes[length - 1] == 0) {
                    length--;
                }
                ZipEntry entry = new ZipEntry(each.getFileName().toString());
                entry.setTime(RecordedSale.START_MS);
                zip.putNextEntry(entry);
                zip.write(bytes, 0, each.toString().endsWith("F.cq4") ? length : bytes.length);
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        for (Map.Entry<String, Fault> fault : faults().entrySet()) {
            Path data = Files.createTempDirectory("damaged");
            RecordedSale.write(data);
            Path journal = data.resolve("journal");
            List<Path> files = JournalQueue.files(journal);
            fault.getValue().inflict(files.get(0), files.get(1));
            pack(journal, target.resolve(fault.getKey() + ".zip"));
        }
    }
}
