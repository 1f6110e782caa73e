package io.rushline.journal;

import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.replay.CommandHandler;
import io.rushline.journal.replay.JournalFollower;
import io.rushline.journal.replay.ReplaySummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** A journal in a directory of a test, and what ought to be in it. */
public final class TestJournal implements AutoCloseable {
    public static final long HOUR_MS = 3_600_000;

    /** A command as it was written or read. */
    public record Command(long sequence, long timestampMs, String content) {}

    private final DataDirectory directory;
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[Excerpt.MAX_BYTES]);
    private final List<Command> written = new ArrayList<>();

    public TestJournal(Path root) {
        directory = DataDirectory.open(root);
    }

    public Path directory() {
        return directory.journal();
    }

    public DataDirectory dataDirectory() {
        return directory;
    }

    /** Replays, and opens behind the end with the next epoch. */
    public JournalWriter reopen(Durability durability) {
        ReplaySummary summary = replay(new ArrayList<>());
        return JournalWriter.open(directory, summary, durability);
    }

    /** Replays all. */
    public ReplaySummary replay(List<Command> commands) {
        return replay(JournalPosition.START, commands);
    }

    /** Replays what is behind a position. */
    public ReplaySummary replay(JournalPosition from, List<Command> commands) {
        return JournalFollower.replay(directory.journal(), from, into(commands));
    }

    /** A handler that collects commands. */
    public static CommandHandler into(List<Command> commands) {
        return (sequence, timestampMs, buffer, offset, length) ->
                commands.add(new Command(sequence, timestampMs, digest(buffer, offset, length)));
    }

    public List<Command> replayed() {
        List<Command> commands = new ArrayList<>();
        replay(commands);
        return commands;
    }

    /** What was appended through this object. */
    public List<Command> written() {
        return written;
    }

    /** Appends a command of random bytes and does not commit it. */
    public void append(JournalWriter writer, Random random, long timestampMs, int length) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        command.putBytes(0, content);
        long sequence = writer.lastSequence() + 1;
        writer.append(sequence, timestampMs, command, 0, length);
        written.add(new Command(sequence, timestampMs, digest(command, 0, length)));
    }

    /** Appends and commits batches of ten commands of 50 bytes. */
    public void batches(JournalWriter writer, int count, long timestampMs) {
        Random random = new Random(writer.lastSequence());
        for (int batch = 0; batch < count; batch++) {
            for (int i = 0; i < 10; i++) {
                append(writer, random, timestampMs, 50);
            }
            writer.commit();
        }
    }

    public List<Path> files() {
        try {
            return JournalQueue.files(directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the n-th record of a file starts, the first being 0; -1 when it has no so many. */
    public static long recordOffset(Path file, int n) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            content.order(java.nio.ByteOrder.LITTLE_ENDIAN);
            int seen = 0;
            for (int i = 0; i + 8 <= content.capacity(); i += 4) {
                if (content.getLong(i) == Excerpt.MAGIC && seen++ == n) {
                    return i;
                }
            }
            return -1;
        }
    }

    public static int recordCount(Path file) throws IOException {
        int count = 0;
        while (recordOffset(file, count) >= 0) {
            count++;
        }
        return count;
    }

    public static void overwrite(Path file, long offset, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), offset);
        }
    }

    /** Gives the record at an offset the checksum of what it has now. */
    public static void seal(Path file, long offset) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int payloadLength = content.getInt((int) offset + 36);
        CRC32C crc = new CRC32C();
        crc.update(content.array(), (int) offset + 12, Excerpt.HEADER_BYTES - 12 + payloadLength);
        ByteBuffer sum = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, (int) crc.getValue());
        overwrite(file, offset + 8, sum.array());
    }

    public static void flip(Path file, long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, offset);
            one.put(0, (byte) (one.get(0) ^ 0x10));
            one.flip();
            channel.write(one, offset);
        }
    }

    private static String digest(org.agrona.DirectBuffer buffer, int offset, int length) {
        byte[] content = new byte[length];
        buffer.getBytes(offset, content);
        return length + ":" + Integer.toHexString(java.util.Arrays.hashCode(content));
    }

    @Override
    public void close() {
        directory.close();
    }
}
