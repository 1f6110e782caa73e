package io.rushline.journal.event;

import io.rushline.journal.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of the event queue.
 *
 * @param firstEventId of the first event in it, which its name says
 */
public record EventFile(Path path, long firstEventId) {
    private static final Pattern NAME = Pattern.compile("(\\d{19})\\.events");

    static EventFile of(Path directory, long firstEventId) {
        return new EventFile(directory.resolve(String.format(Locale.ROOT, "%019d.events", firstEventId)), firstEventId);
    }

    /** The files of a directory, which need not exist, in the order of their events. */
    public static List<EventFile> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .map(file -> new EventFile(
                            file, Long.parseLong(file.getFileName().toString().substring(0, 19))))
                    .toList();
        }
    }

    /** Makes the last file survive the power; those before it do. */
    public static void forceLast(Path directory, Disk disk) throws IOException {
        List<EventFile> files = list(directory);
        if (!files.isEmpty()) {
            Path last = files.get(files.size() - 1).path();
            try (Disk.DiskFile open = disk.open(last)) {
                open.force(true);
            }
        }
    }

    /** The index of the last file that begins at or before an event; -1 when all begin behind it. */
    static int indexOf(List<EventFile> files, long eventId) {
        int index = files.size() - 1;
        while (index >= 0 && files.get(index).firstEventId > eventId) {
            index--;
        }
        return index;
    }
}
