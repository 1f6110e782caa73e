package io.rushline.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.gateway.server.CouldNotRunException;
import io.rushline.gateway.server.OutputEndedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResultWriterTest {
    private static final String LINE = "seat A-1" + System.lineSeparator();

    private final AtomicLong nowNs = new AtomicLong(Long.MAX_VALUE - 1);
    private final StringWriter target = new StringWriter();

    @Test
    void shouldHandOnEachLineAtOnceOnATerminalWithProgress() {
        StatusLine progress = new StatusLine(new PrintStream(OutputStream.nullOutputStream()));
        PrintWriter results = ResultWriter.toTerminal(new PrintWriter(target), progress);

        results.println("seat A-1");
        results.print("seat ");

        assertThat(target).hasToString(LINE);
    }

    @Test
    void shouldHandOnEachLineAtOnceOnATerminalWithoutProgress() {
        PrintWriter results = ResultWriter.toTerminal(new PrintWriter(target), null);

        results.println("seat A-1");
        results.println("seat A-1");
        results.print("seat ");

        assertThat(target).hasToString(LINE.repeat(2));
    }

    @Test
    void shouldGatherWholeLinesElsewhere() {
        PrintWriter results = gathering();
        results.println("seat A-1");
        assertThat(target).hasToString(LINE);

        int lines = 10_000;
        for (int i = 1; i < lines; i++) {
            results.println("seat A-1");
            assertThat(target.toString()).endsWith(LINE);
        }
        assertThat(target.toString().length()).isGreaterThan(LINE.length()).isLessThan(lines * LINE.length());

        results.close();
        assertThat(target).hasToString(LINE.repeat(lines));
    }

    @Test
    void shouldHandOnAgainAfterAWhile() {
        PrintWriter results = gathering();
        results.println("seat A-1");
        nowNs.addAndGet(199_000_000);
        results.println("seat A-1");
        assertThat(target).hasToString(LINE);

        nowNs.addAndGet(1_000_000);
        results.println("seat A-1");
        assertThat(target).hasToString(LINE.repeat(3));
    }

    @Test
    void shouldHandOnTheRestWhenReadingFails() {
        assertThatThrownBy(() -> {
                    try (PrintWriter results = gathering()) {
                        results.println("seat A-1");
                        results.println("seat A-1");
                        throw new CouldNotRunException("unreadable");
                    }
                })
                .hasMessage("unreadable");

        assertThat(target).hasToString(LINE.repeat(2));
    }

    private PrintWriter gathering() {
        return ResultWriter.gathering(new PrintWriter(target), nowNs::get);
    }

    @Test
    void shouldEndTheCommandWhenNobodyTakesIt() {
        PrintWriter results = ResultWriter.gathering(
                new PrintWriter(
                        new OutputStream() {
                            @Override
                            public void write(int oneByte) throws IOException {
                                throw new IOException("Broken pipe");
                            }
                        },
                        false,
                        StandardCharsets.UTF_8),
                nowNs::get);

        assertThatThrownBy(() -> {
                    // Without an end, it would go on for ever.
                    while (true) {
                        results.println("seat A-1");
                    }
                })
                .isInstanceOf(OutputEndedException.class);
    }
}
