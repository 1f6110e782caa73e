package io.rushline.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.loadtest.report.Moment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LiveViewTest {
    private static final Moment MOMENT =
            new Moment(0, 1_000_000_000L, 4, 9, 8, 2, 1, 2, 3, 2, new Moment.Gauges(4, 20, 5, 6, 7));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void shouldWriteOverTheSameLinesWhenItIsATerminal() {
        show(new LiveView(out, false, true));

        String[] seconds = shown().split("\033\\[\\?7l", -1);
        assertThat(seconds).hasSize(3);
        assertThat(seconds[1].split("\n", -1)).hasSize(4);
        assertThat(seconds[1]).startsWith("\r   1 s");
        assertThat(seconds[2]).as("back to the first of four lines").startsWith("\033[3A\r   1 s");
        assertThat(seconds[2])
                .as("what comes next has a line of its own")
                .endsWith("\033[?7h" + System.lineSeparator());
    }

    @Test
    void shouldWriteALineEachSecondWhenItIsNoTerminal() {
        show(new LiveView(out, false, false));

        assertThat(shown()).hasLineCount(2).doesNotContain("\033", "\r");
    }

    @Test
    void shouldWriteNothingWhenOnlyTheResultIsWanted() {
        show(new LiveView(out, true, true));

        assertThat(shown()).isEmpty();
    }

    private static void show(LiveView view) {
        view.accept(MOMENT);
        view.accept(MOMENT);
        view.end();
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
