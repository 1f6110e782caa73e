package io.rushline.loadtest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8080", "http://localhost:8080/", "http://[::1]:8080", "http://127.9.9.9:8080"})
    void shouldTakeUrlWhenItIsThisMachine(String url) {
        Target target = Target.of(url, false);

        assertThat(target.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(target.address().getPort()).isEqualTo(8080);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://10.0.0.1:8080", "http://example.com", "http://[2001:db8::1]:80", "http://0.0.0.0:80"})
    void shouldRefuseUrlWhenItIsAnotherMachine(String url) {
        assertThatThrownBy(() -> Target.of(url, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not this machine")
                .hasMessageContaining("--allow-remote");
    }

    @Test
    void shouldTakeAnotherMachineWhenThatIsAllowed() {
        assertThat(Target.of("http://10.0.0.1:81", true).hostHeader()).isEqualTo("10.0.0.1:81");
    }

    @Test
    void shouldUsePort80WhenNoneIsNamed() {
        assertThat(Target.of("http://127.0.0.1", false).hostHeader()).isEqualTo("127.0.0.1:80");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1:8080",
                "https://127.0.0.1",
                "http://",
                "http://127.0.0.1/api/v1",
                "http://127.0.0.1?x=1",
                "http://127.0.0.1:99999",
                "http://127.0.0.1:0",
                "http://bad host"
            })
    void shouldQuoteUrlWhenItIsNotOne(String url) {
        assertThatThrownBy(() -> Target.of(url, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + url + "'");
    }
}
