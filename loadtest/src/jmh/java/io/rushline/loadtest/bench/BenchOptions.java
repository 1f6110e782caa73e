package io.rushline.loadtest.bench;

import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What all benchmarks may be asked for. */
final class BenchOptions {
    @Option(names = "--quick", description = "Measure for a short time: good for a first impression only.")
    boolean quick;

    @Option(names = "--json", description = "Print one JSON object on the last line.")
    boolean json;

    /** Refuses an option's value outside of these bounds as wrong usage. */
    static void requireWithin(CommandSpec spec, String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be between " + min + " and " + max + ", not " + value);
        }
    }

    void print(String machine, Map<String, Figure> figures) {
        System.out.println();
        System.out.print(FigureReport.text(machine, figures));
        if (json) {
            System.out.println(FigureReport.json(machine, figures));
        }
    }
}
