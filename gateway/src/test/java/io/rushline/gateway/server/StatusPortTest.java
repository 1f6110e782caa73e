package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.listen.PortUnavailableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That answers are as the API's description says is held by {@link Api}. */
class StatusPortTest {
    @ParameterizedTest
    @EnumSource
    void shouldSayHowFarAStandbyIs(StandbyState.Role role) throws PortUnavailableException {
        StandbyState state = new StandbyState(role, 77, 5, 80, 100, true);
        try (StatusPort port = StatusPort.open("127.0.0.1", 0, () -> state, () -> {
            throw new IllegalStateException("nobody asks for metrics");
        })) {
            Api api = new Api(port.port());

            assertThat(api.callAnywhere("GET", "/healthz")
                            .as("")
                            .send()
                            .expect(200)
                            .text("status"))
                    .isEqualTo("alive");
            boolean isPrimary = role == StandbyState.Role.PRIMARY;
            Api.Answer ready = api.callAnywhere("GET", "/readyz").as("").send().expect(isPrimary ? 200 : 503);
            if (!isPrimary) {
                assertThat(ready.text("status")).isEqualToIgnoringCase(role.name());
                assertThat(ready.number("primarySequence")).isEqualTo(80);
            }
        }
    }
}
