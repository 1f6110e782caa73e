package io.rushline.loadtest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.Outbox;
import io.rushline.engine.oracle.Decider;
import io.rushline.engine.oracle.NaiveEngine;
import io.rushline.engine.oracle.Simulation;
import io.rushline.engine.snapshot.SnapshotSink;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SimulateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldSayWhatItPlayedWhenTheTwoAgree() {
        assertThat(execute("--seed", "42", "--minutes", "0.0001")).isEqualTo(SimulateCommand.AGREED);
        assertThat(out.toString()).contains("agreed: seeds 42 to 42, 5,000 commands", " a second.");
    }

    @Test
    void shouldMakeUpASeedWhenNoneIsGiven() {
        assertThat(execute("--minutes", "0.0001")).isEqualTo(SimulateCommand.AGREED);
        assertThat(out.toString()).containsPattern("seeds -?\\d+ to -?\\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "NaN", "100001", "soon"})
    void shouldRefuseATimeThatIsNone(String minutes) {
        assertThat(execute("--minutes", minutes)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--minutes");
    }

    @Test
    void shouldPrintAScriptWhenTheTwoDisagree() {
        SimulateCommand command = new SimulateCommand();
        command.seed = 1L;
        // An engine that believes that nothing is ever due.
        Simulation simulation = new Simulation(limits -> withoutDeadlines(new NaiveEngine(limits)), 0);
        assertThat(command.run(simulation, new PrintWriter(out), new PrintWriter(err)))
                .isEqualTo(SimulateCommand.DISAGREED);
        assertThat(out.toString()).contains("seed 1 disagrees", "commands show it", "at ", "next deadline");
    }

    private static Decider withoutDeadlines(NaiveEngine engine) {
        return new Decider() {
            @Override
            public void apply(
                    long sequence, long timestampMs, DirectBuffer command, int offset, int length, Outbox outbox) {
                engine.apply(sequence, timestampMs, command, offset, length, outbox);
            }

            @Override
            public long nextDeadlineMs() {
                return Long.MAX_VALUE;
            }

            @Override
            public long stateHash() {
                return engine.stateHash();
            }

            @Override
            public void snapshot(SnapshotSink sink) {
                engine.snapshot(sink);
            }

            @Override
            public Decider reloaded() {
                return this;
            }
        };
    }

    private int execute(String... arguments) {
        return new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
