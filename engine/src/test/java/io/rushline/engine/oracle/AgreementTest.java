package io.rushline.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine and the oracle agree for a few hundred commands. What {@link SimulationTest} shows with more of them, this tells
 * at once and without looking for the shortest script, as the mutation check needs it.
 */
class AgreementTest {
    private static final int COMMANDS = 600;

    static LongStream seeds() {
        return LongStream.rangeClosed(3_001, 3_016);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldAgreeFromTheFirstCommandOn(long seed) {
        assertThat(Simulation.ofEngine(1).firstDisagreement(seed, COMMANDS)).isEmpty();
    }
}
