package io.rushline.loadtest.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A chart with lines, as SVG; the names of the lines stand above it as HTML, which breaks where the page is narrow.
 *
 * <pre>
 *   unit
 *   max |        ___/
 *       |   ____/
 *     0 +-----------------
 *        x marks     x name
 * </pre>
 */
final class LineChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 286;
    private static final int LEFT = 56;
    private static final int RIGHT = 16;
    private static final int TOP = 32;
    private static final int BOTTOM = 42;
    private static final int EDGE = 8;

    private final String unit;
    private final String xName;
    private final Scale x;
    private final Scale y;
    private final List<Line> lines = new ArrayList<>();
    private final List<Mark> xMarks = new ArrayList<>();

    /** A point of a line. */
    record Point(double x, double y) {}

    private record Line(String name, int colour, boolean isDashed, boolean isFilled, List<Point> points) {}

    private record Mark(double at, String text) {}

    LineChart(String unit, String xName, Scale x, Scale y) {
        this.unit = unit;
        this.xName = xName;
        this.x = x;
        this.y = y;
    }

    /** A line in one of the page's colours, 1 to 6. */
    LineChart line(String name, int colour, List<Point> points) {
        lines.add(new Line(name, colour, false, false, points));
        return this;
    }

    LineChart dashed(String name, int colour, List<Point> points) {
        lines.add(new Line(name, colour, true, false, points));
        return this;
    }

    /** A line with its area below. */
    LineChart area(String name, int colour, List<Point> points) {
        lines.add(new Line(name, colour, false, true, points));
        return this;
    }

    /** Marks of the x axis, other than the scale's own. */
    LineChart mark(double at, String text) {
        xMarks.add(new Mark(at, text));
        return this;
    }

    /** The names of the lines, with their colours. */
    String legend() {
        StringBuilder html = new StringBuilder("<p class='legend'>");
        for (Line line : lines) {
            if (!line.name().isEmpty()) {
                add(html, "<span><i class='%s'></i>%s</span> ", style(line), HtmlPage.escaped(line.name()));
            }
        }
        return html.append("</p>").toString();
    }

    String svg(String title) {
        StringBuilder svg = new StringBuilder(4096);
        add(svg, "<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>", WIDTH, HEIGHT, HtmlPage.escaped(title));
        grid(svg);
        for (Line line : lines) {
            draw(svg, line);
        }
        return svg.append("</svg>").toString();
    }

    private void grid(StringBuilder svg) {
        for (double mark : y.marks()) {
            double at = yAt(mark);
            add(svg, "<line class='grid' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>", LEFT, WIDTH - RIGHT, at, at);
            add(
                    svg,
                    "<text class='mark' x='%d' y='%.1f' text-anchor='end'>%s</text>",
                    LEFT - 8,
                    at + 4,
                    Scale.text(mark));
        }
        List<Mark> marks = new ArrayList<>(xMarks);
        if (marks.isEmpty()) {
            DoubleFunction<String> text = Scale::text;
            x.marks().forEach(mark -> marks.add(new Mark(mark, text.apply(mark))));
        }
        for (Mark mark : marks) {
            double at = xAt(mark.at());
            add(svg, "<line class='grid' x1='%.1f' x2='%.1f' y1='%d' y2='%d'/>", at, at, TOP, HEIGHT - BOTTOM);
            add(
                    svg,
                    "<text class='mark' x='%.1f' y='%d' text-anchor='%s'>%s</text>",
                    at,
                    HEIGHT - BOTTOM + 16,
                    at > WIDTH - RIGHT - EDGE ? "end" : "middle",
                    mark.text());
        }
        add(
                svg,
                "<text class='mark' x='%d' y='%d' text-anchor='end'>%s</text>",
                WIDTH - RIGHT,
                HEIGHT - 6,
                HtmlPage.escaped(xName));
        add(svg, "<text class='mark' x='0' y='%d'>%s</text>", TOP - 17, unit);
    }

    private void draw(StringBuilder svg, Line line) {
        if (line.points().isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            add(path, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", xAt(point.x()), yAt(point.y()));
        }
        if (line.isFilled()) {
            Point first = line.points().get(0);
            Point last = line.points().get(line.points().size() - 1);
            add(
                    svg,
                    "<path class='area c%d' d='%sL%.1f %dL%.1f %dZ'/>",
                    line.colour(),
                    path,
                    xAt(last.x()),
                    HEIGHT - BOTTOM,
                    xAt(first.x()),
                    HEIGHT - BOTTOM);
        }
        add(svg, "<path class='%s' d='%s'/>", style(line), path);
        if (line.points().size() == 1) {
            Point only = line.points().get(0);
            add(
                    svg,
                    "<circle class='dot c%d' cx='%.1f' cy='%.1f' r='3'/>",
                    line.colour(),
                    xAt(only.x()),
                    yAt(only.y()));
        }
    }

    private static String style(Line line) {
        return "line c" + line.colour() + (line.isDashed() ? " dashed" : "");
    }

    private double xAt(double value) {
        return LEFT + x.at(value) * (WIDTH - LEFT - RIGHT);
    }

    private double yAt(double value) {
        return HEIGHT - BOTTOM - y.at(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static void add(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
