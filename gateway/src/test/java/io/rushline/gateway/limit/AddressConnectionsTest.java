package io.rushline.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import io.rushline.gateway.listen.Doorkeeper.Entry;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class AddressConnectionsTest {
    private static final InetAddress ANN = address("198.51.100.7");
    private static final InetAddress BOB = address("198.51.100.8");

    @Test
    void shouldRefuseBeyondTheBoundAndCloseBeyondTwiceAsMany() {
        AddressConnections connections = connections(2, address -> false);

        assertThat(connections.enter(ANN)).isEqualTo(Entry.WELCOME);
        assertThat(connections.enter(ANN)).isEqualTo(Entry.WELCOME);
        assertThat(connections.enter(ANN)).isEqualTo(Entry.REFUSED);
        assertThat(connections.enter(ANN)).isEqualTo(Entry.REFUSED);
        assertThat(connections.enter(ANN)).isEqualTo(Entry.CLOSED);
        assertThat(connections.enter(BOB)).as("somebody else").isEqualTo(Entry.WELCOME);
        assertThat(connections.refusedCount()).isEqualTo(3);
    }

    @Test
    void shouldCountThoseThatAreOpenOnly() {
        AddressConnections connections = connections(1, address -> false);

        for (int i = 0; i < 3; i++) {
            assertThat(connections.enter(ANN)).isEqualTo(Entry.WELCOME);
            assertThat(connections.enter(ANN)).isEqualTo(Entry.REFUSED);
            connections.leave(ANN, Entry.WELCOME);
            connections.leave(ANN, Entry.REFUSED);
        }
    }

    @Test
    void shouldLetOneInForEachThatLeavesWhateverIsBeingRefused() {
        AddressConnections connections = connections(2, address -> false);
        connections.enter(ANN);
        connections.enter(ANN);
        for (int i = 0; i < 5; i++) {
            assertThat(connections.enter(ANN)).isEqualTo(i < 2 ? Entry.REFUSED : Entry.CLOSED);
        }

        connections.leave(ANN, Entry.WELCOME);
        assertThat(connections.enter(ANN)).as("one has left").isEqualTo(Entry.WELCOME);
        assertThat(connections.enter(ANN)).isEqualTo(Entry.CLOSED);

        connections.leave(ANN, Entry.CLOSED);
        assertThat(connections.enter(ANN)).as("the closed ones count nowhere").isEqualTo(Entry.CLOSED);
        connections.leave(ANN, Entry.REFUSED);
        assertThat(connections.enter(ANN)).as("one has been told").isEqualTo(Entry.REFUSED);
    }

    @Test
    void shouldNotMiscountManyThreads() throws InterruptedException {
        AddressConnections connections = connections(4, address -> false);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int turn = 0; turn < 20_000; turn++) {
                    Entry entry = connections.enter(ANN);
                    if (entry == Entry.WELCOME) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                    }
                    connections.leave(ANN, entry);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(most).hasValueBetween(1, 4);
        for (int i = 0; i < 9; i++) {
            assertThat(connections.enter(ANN)).isEqualTo(i < 4 ? Entry.WELCOME : i < 8 ? Entry.REFUSED : Entry.CLOSED);
        }
    }

    @Test
    void shouldCountAnIpv6NetworkAsOne() {
        AddressConnections connections = connections(1, address -> false);

        assertThat(connections.enter(address("2001:db8:0:1::1"))).isEqualTo(Entry.WELCOME);
        assertThat(connections.enter(address("2001:db8:0:1::2"))).isEqualTo(Entry.REFUSED);
        assertThat(connections.enter(address("2001:db8:0:2::1"))).isEqualTo(Entry.WELCOME);
    }

    @Test
    void shouldNotBoundProxiesNorAnybodyWithoutABound() {
        AddressConnections connections = connections(1, ANN::equals);
        AddressConnections unbounded = connections(0, address -> false);

        for (int i = 0; i < 5; i++) {
            assertThat(connections.enter(ANN)).isEqualTo(Entry.WELCOME);
            assertThat(unbounded.enter(BOB)).isEqualTo(Entry.WELCOME);
        }
        assertThat(connections.enter(BOB)).isEqualTo(Entry.WELCOME);
        assertThat(connections.enter(BOB)).isEqualTo(Entry.REFUSED);
    }

    private static AddressConnections connections(int max, Predicate<InetAddress> isProxy) {
        return new AddressConnections(max, isProxy, () -> 0);
    }

    private static InetAddress address(String text) {
        return Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(text), text);
    }
}
