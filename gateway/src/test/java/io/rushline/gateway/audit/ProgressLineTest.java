package io.rushline.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private static final String TASK = "Reading /var/lib/rushline/a-long-name/of-a-place/data/journal";
    private static final long MIB = 1024 * 1024;

    @Test
    void shouldKeepFiguresAndEndOfPathWhenTerminalIsNarrow() {
        assertThat(ProgressLine.render(TASK, 512 * MIB, 1_250 * MIB, 40))
                .isEqualTo("...-place/data/journal  40% 512/1250 MiB");
    }

    @Test
    void shouldDrawABarWhenThereIsRoom() {
        assertThat(ProgressLine.render("Reading data/journal", 3 * MIB, 4 * MIB, 60))
                .isEqualTo("Reading data/journal  75% [==================      ] 3/4 MiB");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 20, 40, 60, 80, 81, 120, 200})
    void shouldFitWhateverTheWidth(int width) {
        String line = ProgressLine.render(TASK, 512 * MIB, 1_250 * MIB, width);

        assertThat(line).contains("40%").contains("512/1250 MiB");
        assertThat(line.length()).isLessThanOrEqualTo(Math.max(width, 18));
    }

    @Test
    void shouldSayNothingIsDoneWhenTheTotalIsUnknown() {
        assertThat(ProgressLine.render("Reading data/journal", 0, -1, 40))
                .isEqualTo("Reading data/journal   0% 0/0 MiB");
    }
}
