package io.rushline.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final StatusLine line = new StatusLine(new PrintStream(terminal, true, StandardCharsets.UTF_8));
    private final PrintWriter results =
            ResultWriter.toTerminal(new PrintWriter(terminal, false, StandardCharsets.UTF_8), line);

    @Test
    void shouldStayInItsLineAndLeaveItEmpty() {
        line.open();
        line.accept("9% done, or so");
        line.accept("100% done");
        line.close();

        assertThat(written()).isEqualTo("\r9% done, or so\r100% done     \r              \r");
    }

    @Test
    void shouldMakeWayForResultsAndComeBackBehindThem() {
        line.open();
        line.accept("1%");
        results.println("seat A-1");
        results.println("seat A-2");
        line.accept("2%");
        line.close();

        String end = System.lineSeparator();
        assertThat(written()).isEqualTo("\r1%\r  \rseat A-1" + end + "seat A-2" + end + "\r2%\r  \r");
    }

    @Test
    void shouldNotBreakALineOfResults() {
        line.open();
        results.print("seat ");
        line.accept("1%");
        results.println("A-1");
        line.close();

        assertThat(written()).isEqualTo("\r1%\r  \rseat A-1" + System.lineSeparator());
    }

    @Test
    void shouldShowNothingOnceItIsClosed() {
        line.open();
        line.close();
        line.accept("1%");

        assertThat(written()).isEmpty();
    }

    private String written() {
        return terminal.toString(StandardCharsets.UTF_8);
    }
}
