package io.rushline.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HallContentTest {
    @Test
    void shouldAddUpRowsAndAreasWhenHallHasBoth() {
        HallContent hall = parse("""
                {"hallId":"h","name":"One","sections":[
                  {"name":"Stalls","rows":[{"name":"A","category":"Premium","seats":20,"accessible":[1,2]},
                                           {"seats":30,"name":"B","category":"Standard"}]},
                  {"name":"Balcony","rows":[{"name":"A","category":"Standard","seats":10}]}],
                 "areas":[{"name":"Floor","category":"Standing","capacity":500}]}""");

        assertThat(hall.seats()).isEqualTo(560);
        assertThat(hall.categories()).containsExactly("Premium", "Standard", "Standing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"sections\":[{\"rows\":[{\"category\":\"A\",\"seats\":3}"})
    void shouldBeEmptyWhenItIsNotAHall(String json) {
        HallContent hall = parse(json);

        assertThat(hall.seats()).isZero();
        assertThat(hall.categories()).isEmpty();
    }

    private static HallContent parse(String json) {
        return HallContent.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
