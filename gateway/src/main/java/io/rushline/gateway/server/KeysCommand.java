package io.rushline.gateway.server;

import io.rushline.gateway.auth.KeyFile;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.auth.ServerKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rushline keys}: gives out and revokes API keys, and rotates the key that ids are signed with. */
@Command(
        name = "keys",
        description = "Gives out and revokes API keys. A running server notices within two seconds.",
        mixinStandardHelpOptions = true)
public final class KeysCommand implements CliCommand, Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(commandLine(), "say what to do: add, list, revoke or rotate-ids");
    }

    @Command(
            name = "add",
            description = "Makes a key, adds its hash to the file, and prints the key, once.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(index = "0", paramLabel = "NAME", description = "Whose key it is.") String name,
            @Option(names = "--role", paramLabel = "web|operator", required = true, description = "What it may do.")
                    Role role,
            @Option(names = "--keys", paramLabel = "FILE", required = true, description = "The key file.") Path file) {
        return using(file, () -> {
            String key = new KeyFile(file).add(name, role);
            out().println(key);
        });
    }

    @Command(
            name = "list",
            description = "Lists names, roles and the beginnings of hashes.",
            mixinStandardHelpOptions = true)
    int list(@Option(names = "--keys", paramLabel = "FILE", required = true, description = "The key file.") Path file) {
        return using(file, () -> {
            List<KeyFile.Listed> keys = new KeyFile(file).list();
            out().printf(Locale.ROOT, "%-32s %-10s %s%n", "NAME", "ROLE", "SHA-256");
            keys.forEach(key -> out().printf(
                            Locale.ROOT,
                            "%-32s %-10s %s...%n",
                            key.name(),
                            key.role().name().toLowerCase(Locale.ROOT),
                            key.hashStart()));
        });
    }

    @Command(
            name = "revoke",
            description = "Takes the keys of a name out of the file, or one of them.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Parameters(index = "0", paramLabel = "NAME", description = "Whose keys.") String name,
            @Option(
                            names = "--hash",
                            paramLabel = "DIGITS",
                            description = "Only those whose hash begins so, as `list` shows it.")
                    @Nullable
                    String hashStart,
            @Option(names = "--keys", paramLabel = "FILE", required = true, description = "The key file.") Path file) {
        return using(file, () -> {
            int count = new KeyFile(file).revoke(name, hashStart == null ? "" : hashStart);
            if (count == 0) {
                throw new CouldNotRunException("there is no such key of " + name + " in " + file);
            }
            out().printf(Locale.ROOT, "%d of the keys of %s revoked%n", count, name);
        });
    }

    @Command(
            name = "rotate-ids",
            description = "Makes a new key to sign ids with, from the server's next start on; older ones still verify.",
            mixinStandardHelpOptions = true)
    int rotateIds(
            @Option(names = "--data", paramLabel = "DIR", required = true, description = "The data directory.")
                    Path data,
            @Option(
                            names = "--forget-older",
                            description = "Older keys verify no more: every id that was given out is void.")
                    boolean forgetsOlder) {
        Path directory = data.resolve("keys");
        return using(directory, () -> {
            int count = ServerKey.rotate(directory, !forgetsOlder);
            out().printf(Locale.ROOT, "ids are signed with a new key from the next start on; keys now: %d%n", count);
        });
    }

    /** Something that may fail on the file system. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static int using(Path path, Work work) {
        try {
            work.run();
            return CommandLine.ExitCode.OK;
        } catch (NoSuchFileException e) {
            throw new CouldNotRunException("there is no file " + e.getFile());
        } catch (IOException e) {
            throw new CouldNotRunException("can't use " + path + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new CouldNotRunException(String.valueOf(e.getMessage()));
        }
    }

    private PrintWriter out() {
        return commandLine().getOut();
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec, "set by picocli").commandLine();
    }
}
