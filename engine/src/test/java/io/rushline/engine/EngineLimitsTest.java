package io.rushline.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class EngineLimitsTest {
    private static final List<String> NAMES = List.of(
            "maxPlans",
            "maxShows",
            "maxHolds",
            "maxEndedHolds",
            "maxWaiters",
            "keptRequests",
            "maxRequests",
            "maxStepsPerCommand",
            "requestRetentionMs",
            "timerWheelMs");
    private static final List<Integer> LEAST = List.of(1, 1, 1, 1, 0, 1, 2, 1, 0, 64);

    @Test
    void shouldTakeTheLeastOfEachAndRefuseLess() {
        int[] numbers = LEAST.stream().mapToInt(least -> least).toArray();
        assertThatCode(() -> limits(numbers)).doesNotThrowAnyException();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i]--;
            assertThatIllegalArgumentException()
                    .as(NAMES.get(i))
                    .isThrownBy(() -> limits(numbers))
                    .withMessage(NAMES.get(i) + " is " + numbers[i] + " and must be at least " + LEAST.get(i));
            numbers[i]++;
        }
    }

    @Test
    void shouldRememberMoreRequestsThanItMustKeep() {
        int[] numbers = {1, 1, 1, 1, 0, 100, 100, 1, 0, 64};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits(numbers))
                .withMessage("maxRequests is 100 and must be at least 101");
        numbers[6]++;
        assertThatCode(() -> limits(numbers)).doesNotThrowAnyException();
    }

    private static EngineLimits limits(int... numbers) {
        return new EngineLimits(
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                numbers[6],
                numbers[7],
                numbers[8],
                numbers[9]);
    }
}
