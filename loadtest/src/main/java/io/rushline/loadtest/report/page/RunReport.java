package io.rushline.loadtest.report.page;

import io.rushline.loadtest.report.Judgement;
import io.rushline.loadtest.report.Latencies;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.Setup;
import java.util.List;
import java.util.Map;

/**
 * A run as the report directory shows it, whatever kind of run it was.
 *
 * @param subtitle what was run, in a sentence
 * @param tiles the figures that matter most, with their names
 * @param headline what it comes to, in a few words
 * @param checks what was looked for, and how often it was found
 * @param findings some of that in words
 * @param mixes what became of things: titles, and counts by outcome, the most important first
 * @param seatsForSale 0 when no seats were sold
 * @param setup how to have the same run again
 * @param json the whole result, on one line
 */
public record RunReport(
        String title,
        String subtitle,
        Map<String, String> tiles,
        String headline,
        Judgement judgement,
        Map<String, Long> checks,
        List<String> findings,
        Map<String, Map<String, Long>> mixes,
        Latencies latencies,
        List<Moment> moments,
        int seatsForSale,
        Setup setup,
        String json) {}
