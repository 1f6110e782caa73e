package io.rushline.loadtest.schedule;

import java.util.Arrays;
import java.util.List;

/**
 * A curve of arrivals that somebody has written down or recorded: lines of {@code second,arrivals}.
 *
 * <pre>
 *  # seconds count from 0 and rise; those that are left out have no arrivals
 *  0,1200
 *  1,800
 *  5,40
 * </pre>
 *
 * @param customers the sum of all arrivals
 */
public record ArrivalFile(Curve curve, int customers) {
    private static final int MAX_SECONDS = 86_400;
    private static final int MAX_CUSTOMERS = 10_000_000;

    /**
     * Reads the lines of a file; empty ones, those that begin with {@code #}, and a heading {@code second,arrivals} are
     * passed over.
     *
     * @throws IllegalArgumentException naming the line and what is wrong with it, fit to be shown
     */
    public static ArrivalFile parse(List<String> lines) {
        long[] arrivals = new long[MAX_SECONDS];
        int seconds = 0;
        long sum = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#") || line.equals("second,arrivals")) {
                continue;
            }
            String[] parts = line.split(",", -1);
            if (parts.length != 2) {
                throw wrong(i, "'" + line + "' is not of the form second,arrivals");
            }
            int second = number(i, "second", parts[0], MAX_SECONDS - 1);
            if (second < seconds) {
                throw wrong(i, "second " + second + " must be greater than the one before, " + (seconds - 1));
            }
            arrivals[second] = number(i, "number of arrivals", parts[1], MAX_CUSTOMERS);
            sum += arrivals[second];
            if (sum > MAX_CUSTOMERS) {
                throw wrong(i, "more than " + MAX_CUSTOMERS + " arrivals up to here");
            }
            seconds = second + 1;
        }
        if (sum == 0) {
            throw new IllegalArgumentException("there are no arrivals in it");
        }
        return new ArrivalFile(Curve.perSecond(Arrays.copyOf(arrivals, seconds)), (int) sum);
    }

    private static int number(int line, String what, String text, int max) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to what the other wrong numbers get.
        }
        throw wrong(line, "the " + what + " must be a number from 0 to " + max + ", not '" + text.strip() + "'");
    }

    private static IllegalArgumentException wrong(int line, String message) {
        return new IllegalArgumentException("line " + (line + 1) + ": " + message);
    }
}
