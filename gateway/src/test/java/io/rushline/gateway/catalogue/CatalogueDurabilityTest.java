package io.rushline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueDurabilityTest {
    @TempDir
    private Path directory;

    @Test
    @Timeout(300)
    void shouldHaveEachAcknowledgedWriteWhenItsProcessIsKilled() throws IOException, InterruptedException {
        int acknowledged = 0;
        for (int round = 0; round < 3; round++) {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            directory.toString()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                int wanted = acknowledged + 5 + round;
                while (acknowledged < wanted) {
                    String line = output.readLine();
                    assertThat(line).as("the writer's output").isNotNull();
                    if (line.startsWith(Writer.RECORDED)) {
                        acknowledged = Integer.parseInt(line, Writer.RECORDED.length(), line.length(), 10);
                    }
                }
            } finally {
                process.destroyForcibly();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            try (Catalogue catalogue = Catalogue.open(directory)) {
                assertThat(catalogue.knownShowIds().length).isGreaterThanOrEqualTo(acknowledged);
            }
        }
    }

    /** Writes without end, and says how much there is after each write. */
    static final class Writer {
        private static final String RECORDED = "recorded ";

        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            try (Catalogue catalogue = Catalogue.open(Path.of(arguments[0]))) {
                for (int id = catalogue.knownShowIds().length + 1; ; id++) {
                    catalogue.recordShow(id, 1, 1, 1, 1, 1);
                    System.out.println(RECORDED + id);
                    System.out.flush();
                }
            }
        }
    }
}
