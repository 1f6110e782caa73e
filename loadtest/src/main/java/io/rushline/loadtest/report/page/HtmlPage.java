package io.rushline.loadtest.report.page;

import io.rushline.loadtest.report.Latencies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of a run: verdict, figures, pictures, tables. */
final class HtmlPage {
    private static final int COLOURS = 6;

    private final RunReport run;
    private final StringBuilder html = new StringBuilder(64 * 1024);

    HtmlPage(RunReport run) {
        this.run = run;
    }

    String html() {
        add("<!doctype html>\n<html lang='en'><head><meta charset='utf-8'>");
        add("<meta name='viewport' content='width=device-width, initial-scale=1'>");
        add("<title>%s</title><style>%s</style></head><body><main>", escaped(run.title()), style());
        add("<header><h1>%s</h1><p>%s</p></header>", escaped(run.title()), escaped(run.subtitle()));
        verdict();
        add("<section class='tiles'>");
        run.tiles()
                .forEach((name, value) ->
                        add("<div class='tile'><b>%s</b><span>%s</span></div>", escaped(value), escaped(name)));
        add("</section><section class='charts'>");
        new Charts(run).svgs().forEach((title, svg) -> add("<figure><h2>%s</h2>%s</figure>", escaped(title), svg));
        run.mixes().forEach(this::mix);
        add("</section>");
        table("Milliseconds from the intended send time", run.latencies().responses());
        table("Milliseconds from the real send time", run.latencies().services());
        if (run.latencies().waits().count() > 0) {
            table(
                    "Milliseconds in the line, to the offer",
                    List.of(run.latencies().waits()));
        }
        add(
                "<section><h2>The same again</h2><div class='scroll'><code>%s</code><p>%s</p></div></section>",
                escaped(run.setup().commandLine()), escaped(run.setup().circumstances()));
        add("</main></body></html>\n");
        return html.toString();
    }

    private void verdict() {
        add("<section class='verdict %s'>", run.judgement().name().toLowerCase(Locale.ROOT));
        add("<h2>%s</h2><ul>", escaped(run.headline()));
        run.checks()
                .forEach((check, count) ->
                        add("<li class='%s'>%s<b>%,d</b></li>", count > 0 ? "found" : "none", escaped(check), count));
        add("</ul>");
        if (!run.findings().isEmpty()) {
            add("<ol>");
            run.findings().forEach(finding -> add("<li>%s</li>", escaped(finding)));
            add("</ol>");
        }
        add("</section>");
    }

    /** One bar for each outcome, as long as its share. */
    private void mix(String title, Map<String, Long> counts) {
        long sum = counts.values().stream().mapToLong(Long::longValue).sum();
        long greatest =
                counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
        add("<figure><h2>%s</h2><table class='bars'>", escaped(title));
        int colour = 0;
        for (Map.Entry<String, Long> outcome : counts.entrySet()) {
            colour = colour % COLOURS + 1;
            add(
                    "<tr><td>%s</td><td class='bar'><i class='c%d' style='width:%.1f%%'></i></td>",
                    escaped(outcome.getKey()), colour, 100.0 * outcome.getValue() / Math.max(1, greatest));
            add("<td>%,d</td><td>%.1f %%</td></tr>", outcome.getValue(), 100.0 * outcome.getValue() / Math.max(1, sum));
        }
        add("</table></figure>");
    }

    private void table(String title, List<Latencies.Row> rows) {
        add("<section><h2>%s</h2><div class='scroll'><table class='figures'>", escaped(title));
        add("<tr><th></th><th>count</th><th>50 %%</th><th>90 %%</th><th>99 %%</th><th>99.9"
                + " %%</th><th>longest</th></tr>");
        for (Latencies.Row row : rows) {
            add(
                    "<tr><td>%s</td><td>%,d</td><td>%,.2f</td><td>%,.2f</td><td>%,.2f</td><td>%,.2f</td><td>%,.2f</td></tr>",
                    escaped(row.name()), row.count(), row.p50Ms(), row.p90Ms(), row.p99Ms(), row.p999Ms(), row.maxMs());
        }
        add("</table></div></section>");
    }

    private void add(String format, Object... values) {
        html.append(String.format(Locale.ROOT, format, values));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }

    private static String style() {
        try (InputStream css = HtmlPage.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("the jar has no report.css");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar can't be read", e);
        }
    }
}
