package io.rushline.loadtest.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One axis of a chart: which value stands where, and where its marks are.
 *
 * @param isLogarithmic whether each step is a factor; then {@code min} is more than 0
 */
record Scale(double min, double max, boolean isLogarithmic) {
    private static final int MARKS = 5;

    /** From 0 to a round number above the greatest value. */
    static Scale linear(double greatest) {
        double step = step(greatest);
        return new Scale(0, Math.max(step, Math.ceil(greatest / step - 1e-9) * step), false);
    }

    /** The same for whole things, of which there is no half. */
    static Scale counts(double greatest) {
        return linear(Math.max(MARKS, greatest));
    }

    /** Powers of ten around these values. */
    static Scale logarithmic(double least, double greatest) {
        double from = Math.pow(10, Math.floor(Math.log10(Math.max(least, 0.01))));
        double to = Math.pow(10, Math.ceil(Math.log10(Math.max(greatest, from * 10))));
        return new Scale(from, to, true);
    }

    /** Where a value stands, 0 at the lower and 1 at the upper end. */
    double at(double value) {
        double bounded = Math.max(min, Math.min(max, value));
        return isLogarithmic
                ? Math.log10(bounded / min) / Math.log10(max / min)
                : max == min ? 0 : (bounded - min) / (max - min);
    }

    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        if (isLogarithmic) {
            for (double mark = min; mark <= max * 1.001; mark *= 10) {
                marks.add(mark);
            }
        } else {
            double step = step(max);
            for (int i = 0; i * step <= max * 1.001; i++) {
                marks.add(i * step);
            }
        }
        return marks;
    }

    /** A value as people write it: 0.5, 20, 1.5k, 2M. */
    static String text(double value) {
        if (value >= 1_000_000) {
            return trimmed(value / 1_000_000) + "M";
        }
        return value >= 10_000 ? trimmed(value / 1_000) + "k" : trimmed(value);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.1f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /** 1, 2 or 5 times a power of ten, so that there are about five steps. */
    private static double step(double greatest) {
        double rough = Math.max(greatest, 1e-3) / MARKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double factor = rough / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }
}
