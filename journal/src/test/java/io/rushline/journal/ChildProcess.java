package io.rushline.journal;

import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;

/** A second process for tests: it takes a data directory, does something there, says so, and waits to be killed. */
public final class ChildProcess {
    private ChildProcess() {}

    /** Starts it with the flags of this process. */
    public static Process start(Path root, String what) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-agent") && !argument.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ChildProcess.class.getName(), root.toString(), what));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static String firstLine(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        return line == null ? "nothing" : line;
    }

    /** Runs as the second process. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(arguments[0]);
        if (arguments[1].equals("hold")) {
            try {
                DataDirectory.open(root);
                System.out.println("held");
            } catch (DataDirectoryLockedException e) {
                System.out.println(e.getMessage());
            }
        } else if (arguments[1].equals("snapshot")) {
            new SnapshotStore(root.resolve("snapshots")).begin(JournalPosition.START);
            System.out.println("begun");
        } else {
            writeAndOpenDocument(root);
        }
        Thread.sleep(60_000);
    }

    private static void writeAndOpenDocument(Path root) throws IOException {
        TestJournal journal = new TestJournal(root);
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.batches(writer, 5, 1_000);
        }
        SingleChronicleQueue queue = JournalQueue.open(journal.directory(), () -> 1_000);
        ExcerptAppender appender = queue.createAppender();
        DocumentContext document = appender.writingDocument();
        document.wire().bytes().write(new byte[10_000]).write("never finished");
        System.out.println("open");
    }
}
