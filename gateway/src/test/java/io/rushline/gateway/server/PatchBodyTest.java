package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the body of a PATCH may be called, and what happens when nothing is in it. */
class PatchBodyTest {
    @AutoClose
    private static TestServer server;

    private static Api api;
    private static House house;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.start(data);
        api = server.api();
        house = new House(api);
    }

    @Test
    void shouldJournalNothingWhenNothingIsToChange() {
        String path = "/shows/" + house.smallShow();
        Answer before = house.change(path, "{'holdSeconds':77}").expect(200);
        long counted = changesCounted();

        Answer unchanged = house.change(path, "{}").expect(200);
        Answer withoutPrices = house.change(path, "{'prices':{}}").expect(200);

        assertThat(unchanged.number("holdSeconds")).isEqualTo(77);
        assertThat(withoutPrices.at("prices")).isEqualTo(before.at("prices"));
        assertThat(unchanged.number("sequence")).isGreaterThanOrEqualTo(before.number("sequence"));
        assertThat(changesCounted()).isEqualTo(counted);
        house.change(path, "{'holdSeconds':78}").expect(200);
        assertThat(changesCounted()).isEqualTo(counted + 1);
    }

    /** Whoever reads on with {@code minSequence} must not have to know whether there was something to change. */
    @Test
    void shouldTellASequenceAlsoWhenNothingIsToChange() {
        String hall = "/halls/" + house.largeHallId();
        Answer renamed = house.change(hall, "{'name':'Blue Hall'}").expect(200);

        for (String path : List.of(hall, "/shows/" + house.smallShow())) {
            Answer unchanged = house.change(path, "{}").expect(200);

            assertThat(Long.parseLong(unchanged.header("Rushline-Sequence")))
                    .as(path)
                    .isGreaterThanOrEqualTo(Long.parseLong(renamed.header("Rushline-Sequence")));
        }
    }

    /** Of this command, whatever came of it. */
    private static long changesCounted() {
        byte[] metrics = api.callAnywhere("GET", "/metrics").send().bytes();
        return new String(metrics, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("rushline_commands_total{") && line.contains("\"ChangeShow\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The type that RFC 7396 gives to what PATCH means here. */
    @Test
    void shouldTakeAMergePatch() {
        String path = "/shows/" + house.smallShow();

        Answer changed = api.call("PATCH", path)
                .as(Api.OPERATOR)
                .json("{\"holdSeconds\":79}")
                .contentType("application/merge-patch+json; charset=utf-8")
                .send();
        Answer other = api.call("PATCH", path)
                .as(Api.OPERATOR)
                .json("[]")
                .contentType("application/json-patch+json")
                .send();

        assertThat(changed.expect(200).number("holdSeconds")).isEqualTo(79);
        assertThat(other.expect(415).header("Accept-Patch"))
                .isEqualTo("application/merge-patch+json, application/json");
        api.call("POST", path + "/holds")
                .idempotencyKey(Api.newKey())
                .json("{}")
                .contentType("application/merge-patch+json")
                .send()
                .expect(415);
    }
}
