package io.rushline.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.gateway.server.OutputEndedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResultWriterTest {
    @Test
    void shouldHandOnEachLineAtOnce() {
        StringWriter target = new StringWriter();
        PrintWriter results = ResultWriter.lines(new PrintWriter(target), null);

        results.println("seat A-1");
        results.print("seat ");

        assertThat(target).hasToString("seat A-1" + System.lineSeparator());
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

        assertThatThrownBy(() -> results.println("seat A-1")).isInstanceOf(OutputEndedException.class);
    }
}
