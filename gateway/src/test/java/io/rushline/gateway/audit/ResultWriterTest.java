package io.rushline.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.gateway.server.OutputEndedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResultWriterTest {
    private static final String LINE = "seat A-1" + System.lineSeparator();

    @Test
    void shouldHandOnEachLineAtOnceWhereProgressIsShown() {
        StringWriter target = new StringWriter();
        StatusLine progress = new StatusLine(new PrintStream(OutputStream.nullOutputStream()));
        PrintWriter results = ResultWriter.lines(new PrintWriter(target), progress);

        results.println("seat A-1");
        results.print("seat ");

        assertThat(target).hasToString(LINE);
    }

    @Test
    void shouldGatherLinesElsewhere() {
        StringWriter target = new StringWriter();
        PrintWriter results = ResultWriter.lines(new PrintWriter(target), null);

        results.println("seat A-1");
        assertThat(target).hasToString("");

        int lines = 10_000;
        for (int i = 1; i < lines; i++) {
            results.println("seat A-1");
        }
        assertThat(target.toString()).startsWith(LINE);

        results.flush();
        assertThat(target).hasToString(LINE.repeat(lines));
    }

    @Test
    void shouldEndTheCommandWhenNobodyTakesIt() {
        PrintWriter results = ResultWriter.lines(
                new PrintWriter(
                        new OutputStream() {
                            @Override
                            public void write(int oneByte) throws IOException {
                                throw new IOException("Broken pipe");
                            }
                        },
                        false,
                        StandardCharsets.UTF_8),
                null);

        assertThatThrownBy(() -> {
                    // Without an end, it would go on for ever.
                    while (true) {
                        results.println("seat A-1");
                    }
                })
                .isInstanceOf(OutputEndedException.class);
    }
}
