package io.rushline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.oracle.Decider;
import io.rushline.engine.oracle.NaiveEngine;
import io.rushline.engine.protocol.Code;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Plays every scenario of src/test/resources/io/rushline/engine/scenarios. */
class ScenarioTest {
    private static final List<String> FILES = List.of(
            "shows",
            "holds",
            "best-available",
            "expiry",
            "bookings",
            "exchange",
            "line",
            "limits",
            "requests",
            "sales",
            "changes",
            "blocking",
            "first-fit",
            "steps");

    /** Those that stand for something else than a refusal. */
    private static final Set<Code> NO_REFUSAL = EnumSet.of(Code.OK, Code.NULL_VAL, Code.SBE_UNKNOWN);

    @TestFactory
    Stream<DynamicTest> shouldAnswerAsTheScenarioSays() {
        return FILES.stream().flatMap(file -> tests(file, Decider::of));
    }

    @TestFactory
    Stream<DynamicTest> shouldHaveAnOracleThatAnswersAsTheScenarioSays() {
        return FILES.stream().flatMap(file -> tests(file, NaiveEngine::new));
    }

    @Test
    void shouldHaveAScenarioForEveryCode() {
        EnumSet<Code> missing = EnumSet.complementOf(EnumSet.copyOf(NO_REFUSAL));
        for (String file : FILES) {
            for (Scenario scenario : scenarios(file)) {
                scenario.lines().stream()
                        .filter(line -> line.columns().size() > 2)
                        .forEach(line -> missing.removeIf(code -> Pattern.matches(
                                code.name() + "( .*)?", line.columns().get(2))));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void shouldNameEachScenarioOnce() {
        List<String> titles = FILES.stream()
                .flatMap(file -> scenarios(file).stream())
                .map(Scenario::title)
                .toList();
        assertThat(titles).doesNotHaveDuplicates().allMatch(title -> title.matches("should[A-Z][A-Za-z]+"));
    }

    private static Stream<DynamicTest> tests(String file, Function<EngineLimits, Decider> engines) {
        return scenarios(file).stream()
                .map(scenario -> DynamicTest.dynamicTest(file + ": " + scenario.title(), () -> scenario.play(engines)));
    }

    private static List<Scenario> scenarios(String file) {
        return Scenario.readAll("scenarios/" + file + ".txt");
    }
}
