package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.gateway.auth.Role;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final Handler NOTHING = exchange -> {};

    private final Router router = new Router();

    @Test
    void shouldFindRouteWithItsParameters() {
        Route holds = router.post("/shows/{id}/holds", Role.WEB, NOTHING);
        Route seat = router.get("/audit/seats/{show}/{seat}", Role.OPERATOR, NOTHING);

        Router.Match match = router.find("/shows/42/holds").orElseThrow();
        assertThat(match.routes()).containsEntry(Method.POST, holds).hasSize(1);
        assertThat(match.parameters()).containsEntry("id", "42");
        assertThat(router.find("/audit/seats/7/Stalls-F-12").orElseThrow().parameters())
                .containsEntry("show", "7")
                .containsEntry("seat", "Stalls-F-12");
        assertThat(router.routes()).containsExactly(holds, seat);
        assertThat(router.find("/shows/42")).isEmpty();
        assertThat(router.find("/shows//holds")).isEmpty();
        assertThat(router.find("/shows/42/holds/")).isEmpty();
        assertThat(router.find("")).isEmpty();
    }

    @Test
    void shouldPreferLiteralOverParameter() {
        router.get("/payments/{id}", Role.WEB, NOTHING);
        Route webhook = router.open(Method.POST, "/payments/webhook", NOTHING);

        assertThat(router.find("/payments/webhook").orElseThrow().routes()).containsValue(webhook);
        assertThat(router.find("/payments/p_1").orElseThrow().parameters()).containsEntry("id", "p_1");
        assertThat(router.find("/payments/%77ebhook").orElseThrow().routes()).containsValue(webhook);
    }

    @Test
    void shouldRefuseRoutesThatContradictEachOther() {
        router.get("/shows/{id}", Role.WEB, NOTHING);

        assertThatThrownBy(() -> router.get("/shows/{id}", Role.OPERATOR, NOTHING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("registered twice: GET /shows/{id}");
        assertThatThrownBy(() -> router.delete("/shows/{show}", Role.WEB, NOTHING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("named otherwise");
        assertThatThrownBy(() -> router.put("shows", Role.WEB, NOTHING)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldLetChildrenOfOneParameterNameItDifferently() {
        router.get("/shows/{id}", Role.WEB, NOTHING);
        router.get("/shows/{show}/seats", Role.WEB, NOTHING);

        assertThat(router.find("/shows/1/seats").orElseThrow().parameters()).containsEntry("show", "1");
    }
}
