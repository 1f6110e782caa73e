package io.rushline.loadtest;

import io.rushline.loadtest.workload.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How customers behave. */
final class BehaviourOptions {
    @Option(
            names = "--behaviour",
            paramLabel = "FILE",
            description = "How customers behave: lines of trait = value; the traits are listed below.")
    @Nullable
    Path file;

    @Option(
            names = "--set",
            paramLabel = "TRAIT=VALUE",
            showDefaultValue = Visibility.NEVER,
            description = "Another value for one trait; may be repeated, and wins over the file.")
    List<String> settings = new ArrayList<>();

    Behaviour behaviour(Bounds bounds) {
        Behaviour behaviour = Behaviour.USUAL;
        if (file != null) {
            try {
                behaviour = behaviour.with(Files.readAllLines(file));
            } catch (IOException e) {
                throw bounds.wrong("--behaviour: can't read " + file + ": " + e);
            } catch (IllegalArgumentException e) {
                throw bounds.wrong("--behaviour: " + file + ", " + e.getMessage());
            }
        }
        try {
            for (String setting : settings) {
                behaviour = behaviour.with(setting);
            }
            return behaviour.consistent();
        } catch (IllegalArgumentException e) {
            throw bounds.wrong("--set: " + e.getMessage());
        }
    }
}
