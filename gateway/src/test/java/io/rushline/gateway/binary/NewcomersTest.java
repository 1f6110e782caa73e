package io.rushline.gateway.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class NewcomersTest {
    @Test
    void shouldBoundEachAddressAndForgetWhoHasLoggedOn() throws UnknownHostException {
        InetAddress ann = InetAddress.getByName("192.0.2.1");
        InetAddress bob = InetAddress.getByName("192.0.2.2");
        Newcomers newcomers = new Newcomers(2);

        assertThat(newcomers.enter(ann)).isTrue();
        assertThat(newcomers.enter(ann)).isTrue();
        assertThat(newcomers.enter(ann)).isFalse();
        assertThat(newcomers.enter(bob)).isTrue();

        newcomers.leave(ann);
        assertThat(newcomers.enter(ann)).isTrue();
        newcomers.leave(ann);
        newcomers.leave(ann);
        newcomers.leave(bob);
        assertThat(newcomers.enter(ann)).isTrue();
        assertThat(newcomers.enter(ann)).isTrue();
        assertThat(newcomers.enter(ann)).isFalse();
    }

    /** Whoever has one of its addresses has all of them. */
    @Test
    void shouldTakeANetworkOfIpv6ForOneAddress() throws UnknownHostException {
        Newcomers newcomers = new Newcomers(1);

        assertThat(newcomers.enter(InetAddress.getByName("2001:db8:0:1::1"))).isTrue();
        assertThat(newcomers.enter(InetAddress.getByName("2001:db8:0:1::2"))).isFalse();
        assertThat(newcomers.enter(InetAddress.getByName("2001:db8:0:2::1"))).isTrue();
        newcomers.leave(InetAddress.getByName("2001:db8:0:1::3"));
        assertThat(newcomers.enter(InetAddress.getByName("2001:db8:0:1::2"))).isTrue();
    }
}
