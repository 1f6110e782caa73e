package io.rushline.loadtest.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rushline.gateway.server.Rushline;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a run was set up: the command with all options that matter, also those that nobody gave, so that it can be repeated.
 *
 * <p>Caveats: API keys have no place in it, since reports are handed on.
 */
public final class Setup {
    private static final Pattern PLAIN = Pattern.compile("[\\w.,:/=@%+-]+");

    private final String command;
    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Map<String, List<Object>> options = new LinkedHashMap<>();

    /** @param command the name of it, such as {@code load onsale} */
    public Setup(String command) {
        this.command = command;
    }

    /** Adds an option by its name without dashes; one that may be given several times is added so often. */
    public Setup with(String option, String value) {
        return add(option, value);
    }

    /** Adds an option that is a number. */
    public Setup with(String option, long value) {
        return add(option, value);
    }

    /** Adds an option that is one of some words. */
    public Setup with(String option, Enum<?> value) {
        return add(option, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private Setup add(String option, Object value) {
        options.computeIfAbsent(option, absent -> new ArrayList<>(1)).add(value);
        return this;
    }

    /** The values of an option, separated by commas; empty when it was not given. */
    public String option(String name) {
        return String.join(
                ", ",
                options.getOrDefault(name, List.of()).stream()
                        .map(String::valueOf)
                        .toList());
    }

    /** What somebody types who wants the same again. */
    public String commandLine() {
        StringBuilder line = new StringBuilder("./rushline ").append(command);
        options.forEach((option, values) -> values.forEach(
                value -> line.append(" --").append(option).append(' ').append(quoted(value.toString()))));
        return line.toString();
    }

    /** When it was, and what the tester ran on. */
    public String circumstances() {
        return "Started at " + startedAt + " by " + Rushline.version() + " on Java " + Runtime.version() + ", "
                + machine() + ".";
    }

    /** Writes it as a field. */
    public void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("setup");
        json.writeStringField("command", commandLine());
        json.writeStringField("startedAt", startedAt.toString());
        json.writeStringField("tester", Rushline.version());
        json.writeStringField("java", Runtime.version().toString());
        json.writeStringField("machine", machine());
        json.writeObjectFieldStart("options");
        for (Map.Entry<String, List<Object>> option : options.entrySet()) {
            Object first = option.getValue().get(0);
            json.writeObjectField(option.getKey(), option.getValue().size() == 1 ? first : option(option.getKey()));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, heap of "
                + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB";
    }
}
