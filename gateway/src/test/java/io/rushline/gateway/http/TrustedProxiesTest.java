package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    private static final InetAddress PROXY = address("10.0.0.1");
    private static final TrustedProxies LISTED =
            TrustedProxies.of(List.of("10.0.0.0/8", "fd00::/8"), TrustedProxies.Style.X_FORWARDED_FOR);
    private static final TrustedProxies FORWARDED =
            TrustedProxies.of(List.of("10.0.0.1"), TrustedProxies.Style.FORWARDED);

    @Test
    void shouldTakeThePeerWhenItIsNoTrustedProxy() {
        InetAddress stranger = address("192.0.2.9");

        assertThat(LISTED.clientOf(stranger, headers("X-Forwarded-For", "198.51.100.1")))
                .isEqualTo(stranger);
        assertThat(TrustedProxies.NONE.clientOf(PROXY, headers("X-Forwarded-For", "198.51.100.1")))
                .isEqualTo(PROXY);
    }

    @Test
    void shouldReadTheChainFromItsEndAndBelieveOnlyProxies() {
        assertThat(listed("198.51.100.1")).isEqualTo(address("198.51.100.1"));
        assertThat(listed("203.0.113.66, 198.51.100.1, 10.9.9.9"))
                .as("what a client writes before its own address counts for nothing")
                .isEqualTo(address("198.51.100.1"));
        assertThat(listed("10.1.1.1, 10.2.2.2")).as("proxies only").isEqualTo(address("10.1.1.1"));
        assertThat(LISTED.clientOf(address("fd00::1"), headers("X-Forwarded-For", "2001:db8::5")))
                .isEqualTo(address("2001:db8::5"));
    }

    @Test
    void shouldStopAtWhatIsNoAddress() {
        assertThat(listed("")).isEqualTo(PROXY);
        assertThat(listed("localhost")).as("names are never looked up").isEqualTo(PROXY);
        assertThat(listed("198.51.100.1, unknown, 10.2.2.2")).isEqualTo(address("10.2.2.2"));
        assertThat(LISTED.clientOf(PROXY, new DefaultHttpHeaders())).isEqualTo(PROXY);
    }

    @Test
    void shouldReadPortsAndBrackets() {
        assertThat(listed("198.51.100.1:4711")).isEqualTo(address("198.51.100.1"));
        assertThat(listed("[2001:db8::5]:4711")).isEqualTo(address("2001:db8::5"));
    }

    @Test
    void shouldReadOnlyTheHeaderThatTheProxiesWrite() {
        HttpHeaders both = headers("Forwarded", "for=198.51.100.1").add("X-Forwarded-For", "203.0.113.66");

        assertThat(FORWARDED.clientOf(PROXY, both)).isEqualTo(address("198.51.100.1"));
        assertThat(LISTED.clientOf(PROXY, both)).isEqualTo(address("203.0.113.66"));
        assertThat(FORWARDED.clientOf(
                        PROXY, headers("Forwarded", "proto=https;For=\"[2001:db8::5]:1\", for=10.0.0.1;by=10.0.0.1")))
                .isEqualTo(address("2001:db8::5"));
        assertThat(FORWARDED.clientOf(PROXY, headers("Forwarded", "for=_hidden")))
                .isEqualTo(PROXY);
    }

    @Test
    void shouldRefuseWhatIsNoNetwork() {
        for (String wrong : List.of("10.0.0.0/33", "10.0.0.0/x", "proxy.example", "", "10.0.0.0/-1")) {
            assertThatThrownBy(() -> TrustedProxies.of(List.of(wrong), TrustedProxies.Style.FORWARDED))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> TrustedProxies.Style.of("X-Real-IP")).hasMessageContaining("X-Forwarded-For");
    }

    private static InetAddress listed(String chain) {
        return LISTED.clientOf(PROXY, headers("X-Forwarded-For", chain));
    }

    private static HttpHeaders headers(String name, String value) {
        return new DefaultHttpHeaders().add(name, value);
    }

    private static InetAddress address(String text) {
        return Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(text), text);
    }
}
