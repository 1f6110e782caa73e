package io.rushline.journal.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an event queue holds, read from its first block to its last, also while a primary writes it.
 *
 * <p>A start reads the last file only, and consumers read what they have not read yet: damage that the disk does to what lies
 * in between is found here.
 *
 * @param files how many there are
 * @param firstEventId of the first event; 0 when there is none
 * @param lastEventId of the last whole event; 0 when there is none
 * @param damage the first place where events are missing that are not the last
 */
public record EventCheck(int files, long firstEventId, long lastEventId, Optional<Damage> damage) {
    private static final EventCheck OF_NOTHING = new EventCheck(0, 0, 0, Optional.empty());

    /**
     * Where a queue can't be read on although it must.
     *
     * @param file that is not what was written, or does not follow what is in front of it
     * @param offset in it, in bytes
     * @param eventId of the first event that can't be read
     * @param afterSequence the command that the last event in front of it came of; 0 when there is none
     * @param problem what is wrong, without a full stop
     * @param filesBehind how many files follow
     * @param isMetByStart whether a start comes by it and writes again what is missing; otherwise a start leaves all as
     *     it is, until this file and those behind it are out of the directory
     */
    public record Damage(
            EventFile file,
            long offset,
            long eventId,
            long afterSequence,
            String problem,
            int filesBehind,
            boolean isMetByStart) {
        /** The first event that is not in the queue any more when it is mended, until a start writes it again. */
        public long rewrittenFrom() {
            return isMetByStart ? eventId : Math.min(eventId, file.firstEventId());
        }
    }

    /**
     * Reads the queue in a directory, which need not exist.
     *
     * @param beginEventId a start can write all events behind this one again, so that they are to be there
     * @throws EventsDamagedException when a newer build wrote it
     */
    public static EventCheck of(Path directory, long beginEventId) throws IOException {
        List<EventFile> files = EventFile.list(directory);
        if (files.isEmpty()) {
            return OF_NOTHING;
        }
        long first = files.get(0).firstEventId();
        Walk walk = new Walk(first);
        Optional<Damage> damage = Optional.empty();
        for (int i = 0; i < files.size() && damage.isEmpty(); i++) {
            damage = walk.through(files.get(i), files.size() - 1 - i);
        }
        long last = walk.nextEventId - 1;
        if (first - 1 > beginEventId) {
            damage = Optional.of(new Damage(
                    files.get(0),
                    0,
                    beginEventId + 1,
                    0,
                    "the files before it are missing, though the journal tells their events",
                    files.size() - 1,
                    false));
        }
        return new EventCheck(files.size(), last < first ? 0 : first, last < first ? 0 : last, damage);
    }

    /** Goes from file to file. */
    private static final class Walk {
        private long nextEventId;
        private long sequence;

        Walk(long firstEventId) {
            nextEventId = firstEventId;
        }

        Optional<Damage> through(EventFile file, int filesBehind) throws IOException {
            if (file.firstEventId() != nextEventId) {
                return Optional.of(damage(file, 0, "the file before it ends there", filesBehind, false));
            }
            long offset = toEnd(file);
            if (Files.size(file.path()) == offset) {
                return Optional.empty();
            }
            if (filesBehind > 0) {
                return Optional.of(damage(file, offset, "it is not whole, and other files follow", filesBehind, false));
            }
            // What was on its way when it was looked at has come meanwhile.
            EventFileEnd end = EventFileEnd.of(file);
            OptionalLong stray = end.stray();
            return end.offset() == offset && stray.isPresent()
                    ? Optional.of(damage(
                            file,
                            offset,
                            "it is not whole, and a whole block follows at offset " + stray.getAsLong(),
                            filesBehind,
                            true))
                    : Optional.empty();
        }

        /** Answers where the row of whole blocks ends. */
        private long toEnd(EventFile file) throws IOException {
            try (BlockCursor cursor = new BlockCursor(file)) {
                while (cursor.isAt(nextEventId) && cursor.isIntact()) {
                    cursor.handOut(
                            cursor.count() - 1,
                            1,
                            Long.MAX_VALUE,
                            (planId, currency, event, offset, length) -> sequence = EventBlock.sequence(event, offset));
                    nextEventId += cursor.count();
                    cursor.advance();
                }
                return cursor.position();
            }
        }

        private Damage damage(EventFile file, long offset, String problem, int filesBehind, boolean isMetByStart) {
            return new Damage(file, offset, nextEventId, sequence, problem, filesBehind, isMetByStart);
        }
    }
}
