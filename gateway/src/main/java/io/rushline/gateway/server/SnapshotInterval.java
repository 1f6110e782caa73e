package io.rushline.gateway.server;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a standby writes a snapshot: after so many commands, or after so long if there were any.
 *
 * @param commands {@link Long#MAX_VALUE} when only time counts
 * @param pauseMs {@link Long#MAX_VALUE} when only commands count
 */
record SnapshotInterval(long commands, long pauseMs) {
    static final SnapshotInterval NEVER = new SnapshotInterval(Long.MAX_VALUE, Long.MAX_VALUE);
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})(s|m|h)?|never");

    /**
     * Reads {@code 5000000}, {@code 30s}, {@code 10m}, {@code 2h} or {@code never}.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    static SnapshotInterval parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    text + " is neither a count of commands nor a time such as 30s, 10m or 2h, nor never");
        }
        if (matcher.group(1) == null) {
            return NEVER;
        }
        long number = Long.parseLong(matcher.group(1));
        return matcher.group(2) == null
                ? new SnapshotInterval(number, Long.MAX_VALUE)
                : new SnapshotInterval(
                        Long.MAX_VALUE,
                        unit(matcher.group(2)).multipliedBy(number).toMillis());
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
    }

    /** Whether a snapshot is due. */
    boolean isDue(long commandsSince, long msSince) {
        return commandsSince >= commands || (commandsSince > 0 && msSince >= pauseMs);
    }
}
