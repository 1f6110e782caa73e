package io.rushline.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.http.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Row ROW = new Row(
            List.of("id", "customer", "seats", "late", "reason"),
            List.of(12L, "ann \"the first\", of all", List.of("Stalls-A-1", "Stalls-A-2"), true, ""));

    @Test
    void shouldQuoteWhatWouldBreakALine() {
        assertThat(ROW.csv()).isEqualTo("12,\"ann \"\"the first\"\", of all\",Stalls-A-1;Stalls-A-2,true,");
    }

    /** A spreadsheet would work it out. */
    @Test
    void shouldNotLetACustomerWriteAFormula() {
        Row row = new Row(List.of("customer", "change"), List.of("=HYPERLINK(0)", -3L));
        assertThat(row.csv()).isEqualTo("'=HYPERLINK(0),-3");
    }

    @Test
    void shouldLeaveEmptyColumnsOutOfJson() {
        assertThat(new String(JsonWriter.toBytes(ROW::json), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":12,\"customer\":\"ann \\\"the first\\\", of all\","
                        + "\"seats\":[\"Stalls-A-1\",\"Stalls-A-2\"],\"late\":true}");
    }
}
