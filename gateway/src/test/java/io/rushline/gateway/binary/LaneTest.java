package io.rushline.gateway.binary;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.rushline.engine.protocol.AcceptedEncoder;
import io.rushline.engine.protocol.ArchiveShowDecoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldSeatsDecoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.OpenSaleDecoder;
import io.rushline.engine.protocol.ReleaseHoldDecoder;
import io.rushline.gateway.auth.Principal;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.http.Client;
import io.rushline.gateway.limit.Guard;
import io.rushline.gateway.limit.LimitOptions;
import io.rushline.gateway.limit.Visitor;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final long NO_CONNECTION = 77;
    private static final long TROUBLE = 13;
    private static final long REQUEST_HIGH = 9;

    private final BlockingQueue<Long> changed = new LinkedBlockingQueue<>();
    private final DefaultEventLoop eventLoop = new DefaultEventLoop();
    private final Guard guard =
            new Guard(LimitOptions.SERVER, address -> false, System::nanoTime, SystemEpochClock.INSTANCE);
    private final Lane lane = new Lane(eventLoop, guard, this::onSaleChanged);

    @AfterEach
    void endEventLoop() {
        eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void shouldTellOfASaleWhoseConnectionIsGone() throws InterruptedException {
        reply(HoldSeatsDecoder.TEMPLATE_ID, 3);
        reply(OpenSaleDecoder.TEMPLATE_ID, 4);
        reply(ArchiveShowDecoder.TEMPLATE_ID, 5);
        lane.publish();

        assertThat(changed.poll(10, TimeUnit.SECONDS)).isEqualTo(4);
        assertThat(changed.poll(10, TimeUnit.SECONDS)).isEqualTo(5);
    }

    @Test
    void shouldRememberARequestForSeatsWhoseConnectionIsGone() throws InterruptedException {
        reply(HoldSeatsDecoder.TEMPLATE_ID, 3);
        reply(ReleaseHoldDecoder.TEMPLATE_ID, 4);
        reply(OpenSaleDecoder.TEMPLATE_ID, 5);
        lane.publish();

        assertThat(changed.poll(10, TimeUnit.SECONDS)).isEqualTo(5);
        Visitor visitor = guard.visitor(
                new Client(InetAddress.getLoopbackAddress(), Optional.of(new Principal("box", Role.WEB))));
        assertThat(visitor.wasAnswered(REQUEST_HIGH, 3)).isTrue();
        assertThat(visitor.wasAnswered(REQUEST_HIGH, 4)).as("not for seats").isFalse();
        assertThat(visitor.wasAnswered(REQUEST_HIGH, 6)).isFalse();
    }

    @Test
    void shouldGoOnAfterAnError() throws InterruptedException {
        reply(OpenSaleDecoder.TEMPLATE_ID, TROUBLE);
        reply(OpenSaleDecoder.TEMPLATE_ID, 4);
        lane.publish();

        assertThat(changed.poll(10, TimeUnit.SECONDS)).isEqualTo(4);
    }

    private void onSaleChanged(long showId) {
        if (showId == TROUBLE) {
            throw new IllegalStateException("a listener's error");
        }
        changed.add(showId);
    }

    private void reply(int commandTemplateId, long showId) {
        UnsafeBuffer reply = new UnsafeBuffer(new byte[128]);
        AcceptedEncoder accepted = new AcceptedEncoder()
                .wrapAndApplyHeader(reply, 0, new MessageHeaderEncoder())
                .code(Code.OK)
                .replayed(Flag.NO)
                .subjectId(showId);
        accepted.requestId().high(REQUEST_HIGH).low(showId);
        int length = accepted.encodedLength() + MessageHeaderEncoder.ENCODED_LENGTH;
        eventLoop.submit(lane::sent).awaitUninterruptibly();
        assertThat(lane.put(NO_CONNECTION, commandTemplateId, reply, 0, length)).isTrue();
    }
}
