package io.rushline.gateway.binary;

import static io.rushline.gateway.binary.PlayedServer.message;
import static io.rushline.gateway.binary.PlayedServer.ofLaterVersion;
import static io.rushline.gateway.binary.PlayedServer.ofLaterVersionWithGroup;
import static io.rushline.gateway.binary.PlayedServer.ofVersionZero;
import static io.rushline.gateway.binary.PlayedServer.signed;
import static io.rushline.gateway.binary.PlayedServer.withMore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.HoldSeatsEncoder;
import io.rushline.gateway.binary.BinaryClientException.Reason;
import io.rushline.gateway.binary.protocol.CommandRefusal;
import io.rushline.gateway.binary.protocol.CommandRefusedEncoder;
import io.rushline.gateway.binary.protocol.HoldStatus;
import io.rushline.gateway.binary.protocol.LogonAcceptedEncoder;
import io.rushline.gateway.binary.protocol.LogonEncoder;
import io.rushline.gateway.binary.protocol.LogonRefusal;
import io.rushline.gateway.binary.protocol.LogonRefusedEncoder;
import io.rushline.gateway.binary.protocol.Sale;
import io.rushline.gateway.binary.protocol.SubscribeEncoder;
import io.rushline.gateway.binary.protocol.WaitStatus;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client with servers that are newer, whose blocks and groups are longer, and with one that is older. */
class OtherVersionsTest {
    private static final CommandId ID = new CommandId(5, 6);
    private static final BinaryCommand COMMAND = BinaryCommand.holdSeats(ID, 1, "ann", 3, 4);

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 40})
    void shouldPassOverWhatANewerServerSaysMore(int more) throws Exception {
        try (PlayedServer server = new PlayedServer()) {
            CompletableFuture<BinaryAnswer> answer = server.client().send(COMMAND);
            server.receive(LogonEncoder.TEMPLATE_ID);
            server.send(ofLaterVersion(KnownStates.logonAccepted(), more));
            server.receive(HoldSeatsEncoder.TEMPLATE_ID);
            // A field behind the group, and behind everything the signature.
            byte[] reply = ofLaterVersionWithGroup(KnownReplies.holdReply(ID), more);
            server.send(signed(withMore(reply, reply.length, more), 71, 72));

            BinaryAnswer held = answer.get(20, TimeUnit.SECONDS);
            assertThat(held.commandId()).isEqualTo(ID);
            assertThat(held.sequence()).isEqualTo(11);
            assertThat(held.code()).isEqualTo(Code.OK);
            assertThat(held.isReplayed()).isTrue();
            assertThat(held.subjectId()).isEqualTo(12);
            assertThat(held.showId()).isEqualTo(13);
            assertThat(held.expiresAtMs()).isEqualTo(14);
            assertThat(held.total()).isEqualTo(15);
            assertThat(held.seats()).containsExactly(3, 4);
            assertThat(held.signed()).contains(new SignedId(12, 71, 72));

            byte[] booking = ofLaterVersionWithGroup(KnownReplies.bookingReply(ID), more);
            BinaryAnswer booked = answerTo(server, signed(withMore(booking, booking.length, more), 73, 74));
            assertThat(booked.seats()).containsExactly(3, 4);
            assertThat(booked.isLate()).isTrue();
            assertThat(booked.total()).isEqualTo(15);
            assertThat(booked.signed()).contains(new SignedId(22, 73, 74));

            BinaryAnswer waiting = answerTo(server, signed(ofLaterVersion(KnownReplies.waiterReply(ID), more), 75, 76));
            assertThat(waiting.ahead()).isEqualTo(9);
            assertThat(waiting.expiresAtMs()).isEqualTo(14);
            assertThat(waiting.signed()).contains(new SignedId(32, 75, 76));

            BinaryAnswer refused = answerTo(server, ofLaterVersionWithGroup(KnownReplies.refused(ID), more));
            assertThat(refused.code()).isEqualTo(Code.SEATS_UNAVAILABLE);
            assertThat(refused.detail()).isEqualTo(41);
            assertThat(refused.seats()).containsExactly(4);
        }
    }

    @Test
    void shouldHearStatesOfANewerServer() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (PlayedServer server = new PlayedServer()) {
            server.receive(LogonEncoder.TEMPLATE_ID);
            server.send(ofLaterVersion(KnownStates.logonAccepted(), 16));
            long id = server.client().subscribeToShow(13, listener(heard));
            server.receive(SubscribeEncoder.TEMPLATE_ID);

            byte[] map = ofLaterVersion(KnownStates.seatMap(id), 16);
            server.send(withMore(map, map.length, 16));
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("13 at 11 OPEN FHBX");
            // What a later server may tell of a subscription, and what of a connection.
            server.send(template(KnownStates.seatMap(id), 99));
            server.send(template(KnownStates.logonAccepted(), 19));
            server.send(template(KnownReplies.refused(ID), 199));
            byte[] change = ofLaterVersionWithGroup(KnownStates.seatsChanged(id), 16);
            server.send(withMore(change, change.length, 16));
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("13 at 12 OPEN HHBF");
            server.send(ofLaterVersionWithGroup(KnownStates.holdChanged(id), 16));
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("hold at 11 BOOKED until 14, 21/22/23, 2 seats");
            server.send(ofLaterVersion(KnownStates.waiterChanged(id), 16));
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("waiter 31 at 11 OFFERED behind 9, 31/32/33");
            assertThat(server.client().connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void shouldNotTakeARefusalThatItDoesNotKnowForAMatterOfRoles() throws Exception {
        try (PlayedServer server = new PlayedServer()) {
            CompletableFuture<BinaryAnswer> answer = server.client().send(COMMAND);
            server.receive(LogonEncoder.TEMPLATE_ID);
            server.send(KnownStates.logonAccepted());
            server.receive(HoldSeatsEncoder.TEMPLATE_ID);
            byte[] refused = ofLaterVersion(KnownStates.commandRefused(ID, CommandRefusal.RATE_LIMITED, 70), 8);
            refused[PlayedServer.HEADER_BYTES + CommandRefusedEncoder.reasonEncodingOffset()] = 50;
            server.send(refused);

            BinaryClientException failure = failureOf(answer);
            assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
            assertThat(failure.retryAfterMs()).isEqualTo(70);
        }
    }

    /** Version 0 of the session's schema could not say how long to wait. */
    @Test
    void shouldUnderstandRefusalsOfAnOlderServer() throws Exception {
        try (PlayedServer server = new PlayedServer()) {
            CompletableFuture<BinaryAnswer> answer = server.client().send(COMMAND);
            server.receive(LogonEncoder.TEMPLATE_ID);
            server.send(ofVersionZero(KnownStates.logonAccepted(), LogonAcceptedEncoder.BLOCK_LENGTH));
            server.receive(HoldSeatsEncoder.TEMPLATE_ID);
            server.send(ofVersionZero(
                    KnownStates.commandRefused(ID, CommandRefusal.FORBIDDEN, 0),
                    CommandRefusedEncoder.retryAfterMsEncodingOffset()));

            BinaryClientException failure = failureOf(answer);
            assertThat(failure.reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(failure.retryAfterMs()).isZero();
        }
    }

    @Test
    void shouldEndWhenAnOlderServerDoesNotKnowTheKey() throws Exception {
        try (PlayedServer server = new PlayedServer()) {
            CompletableFuture<BinaryAnswer> answer = server.client().send(COMMAND);
            server.receive(LogonEncoder.TEMPLATE_ID);
            server.send(ofVersionZero(
                    KnownStates.logonRefused(LogonRefusal.UNKNOWN_KEY),
                    LogonRefusedEncoder.retryAfterMsEncodingOffset()));

            assertThat(failureOf(answer).reason()).isEqualTo(Reason.LOGON_REFUSED);
        }
    }

    private static BinaryAnswer answerTo(PlayedServer server, byte[] reply) throws Exception {
        CompletableFuture<BinaryAnswer> answer = server.client().send(COMMAND);
        server.receive(HoldSeatsEncoder.TEMPLATE_ID);
        server.send(reply);
        return answer.get(20, TimeUnit.SECONDS);
    }

    private static BinaryClientException failureOf(CompletableFuture<BinaryAnswer> answer) {
        Throwable failure = catchThrowable(() -> answer.get(20, TimeUnit.SECONDS));
        assertThat(failure).hasCauseInstanceOf(BinaryClientException.class);
        return (BinaryClientException) Objects.requireNonNull(failure.getCause());
    }

    private static StateListener listener(BlockingQueue<String> heard) {
        return new StateListener() {
            @Override
            public void onSeats(long showId, long sequence, Sale sale, String letters) {
                heard.add(showId + " at " + sequence + " " + sale + " " + letters);
            }

            @Override
            public void onHold(
                    SignedId hold, long sequence, HoldStatus status, long expiresAtMs, SignedId booking, int[] seats) {
                heard.add("hold at " + sequence + " " + status + " until " + expiresAtMs + ", " + text(booking) + ", "
                        + seats.length + " seats");
            }

            @Override
            public void onWaiter(long waiterId, long sequence, WaitStatus status, int ahead, SignedId hold) {
                heard.add("waiter " + waiterId + " at " + sequence + " " + status + " behind " + ahead + ", "
                        + text(hold));
            }
        };
    }

    private static String text(SignedId signed) {
        return signed.id() + "/" + signed.first() + "/" + signed.second();
    }

    private static byte[] template(byte[] message, int template) {
        message[2] = (byte) template;
        return message;
    }
}
