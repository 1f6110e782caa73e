package io.rushline.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SetupTest {
    private enum Shape {
        TWO_WAVES
    }

    private final Setup setup = new Setup("load onsale")
            .with("url", "http://127.0.0.1:8080")
            .with("shape", Shape.TWO_WAVES)
            .with("seed", 7)
            .with("journal", "it's here")
            .with("set", "pay=90")
            .with("set", "bots=1");

    @Test
    void shouldBeFitToBeTypedAgain() {
        assertThat(setup.commandLine())
                .isEqualTo("./rushline load onsale --url http://127.0.0.1:8080 --shape two-waves --seed 7"
                        + " --journal 'it'\\''s here' --set pay=90 --set bots=1");
    }

    @Test
    void shouldTellSingleOptions() {
        assertThat(setup.option("seed")).isEqualTo("7");
        assertThat(setup.option("set")).isEqualTo("pay=90, bots=1");
        assertThat(setup.option("hall")).isEmpty();
    }

    @Test
    void shouldHaveOptionsAndCircumstancesAsJson() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            setup.write(json);
            json.writeEndObject();
        }

        assertThat(text.toString())
                .contains("\"options\":{\"url\":\"http://127.0.0.1:8080\",\"shape\":\"two-waves\",\"seed\":7,")
                .contains("\"set\":\"pay=90, bots=1\"")
                .contains("\"command\":\"./rushline load onsale ", "\"startedAt\":\"20", "\"tester\":\"rushline");
    }
}
