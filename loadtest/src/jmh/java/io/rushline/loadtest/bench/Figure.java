package io.rushline.loadtest.bench;

/**
 * One measured number.
 *
 * @param min the least of all iterations
 * @param max the most of all iterations
 */
record Figure(double value, String unit, double min, double max) {
    /** What was measured only once. */
    static Figure single(double value, String unit) {
        return new Figure(value, unit, value, value);
    }
}
