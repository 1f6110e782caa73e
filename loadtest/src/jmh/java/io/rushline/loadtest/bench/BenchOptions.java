package io.rushline.loadtest.bench;

import java.util.Map;
import picocli.CommandLine.Option;

/** What all benchmarks may be asked for. */
final class BenchOptions {
    @Option(names = "--quick", description = "Measure for a short time: good for a first impression only.")
    boolean quick;

    @Option(names = "--json", description = "Print one JSON object on the last line.")
    boolean json;

    void print(String machine, Map<String, Figure> figures) {
        System.out.println();
        System.out.print(FigureReport.text(machine, figures));
        if (json) {
            System.out.println(FigureReport.json(machine, figures));
        }
    }
}
