package io.rushline.loadtest;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.AcceptedDecoder;
import io.rushline.engine.protocol.BookingReplyDecoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldReplyDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.engine.protocol.RefusedEncoder;
import io.rushline.engine.protocol.WaiterReplyDecoder;
import io.rushline.gateway.binary.protocol.HoldChangedDecoder;
import io.rushline.loadtest.ForgedSale.Result;
import io.rushline.loadtest.wire.ForgingServer;
import io.rushline.loadtest.wire.ForgingServer.Answered;
import io.rushline.loadtest.wire.ForgingWire;
import io.rushline.loadtest.wire.ForgingWire.Forger;
import java.nio.file.Path;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** On-sales whose customers are lied to over the binary protocol: each kind of lie is found, and ends with exit code 1. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedFramesTest {
    private static final long FAR = 1_000_000;
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_HEADER_BYTES = 4;

    @SuppressWarnings("NullAway.Init") // before the first test
    private ForgedSale sale;

    @BeforeAll
    void start(@TempDir Path directory) {
        sale = new ForgedSale(directory);
    }

    @AfterAll
    void stop() {
        sale.close();
    }

    @Test
    void shouldBeCleanWhenNothingIsForged() {
        Result result = sell((template, message) -> {}).isClean();

        assertThat(result.number("repliesCompared")).isPositive();
    }

    @Test
    void shouldFindSeatsSoldTwice() {
        Result result = sell((template, message) -> {
            if (template == BookingReplyDecoder.TEMPLATE_ID) {
                firstSeat(message);
            }
        });

        result.isViolated();
        assertThat(result.number("seatsSoldTwice")).isEqualTo(1);
        assertThat(result.number("repliesDiffering")).isPositive();
    }

    @Test
    void shouldFindSeatsHeldTwice() {
        Result result = sell((template, message) -> {
            if (template == HoldReplyDecoder.TEMPLATE_ID) {
                firstSeat(message);
            }
        });

        result.isViolated();
        assertThat(result.number("seatsHeldTwice")).isPositive();
    }

    @Test
    void shouldFindOffersOtherThanTheJournal() {
        Result result = sell((template, message) -> {
            if (template == HoldChangedDecoder.TEMPLATE_ID) {
                firstSeat(message);
            }
        });

        result.isViolated();
        assertThat(result.number("repliesDiffering")).isPositive();
        assertThat(result.number("seatsHeldTwice")).isPositive();
    }

    @Test
    void shouldFindLostBookings() {
        // They are looked up over HTTP.
        ForgingServer.Forger forger = (request, truth) -> request.target().contains("/bookings/")
                ? new Answered(404, truth.headers(), "{\"code\":\"BOOKING_NOT_FOUND\"}")
                : truth;
        try (ForgingServer forging = new ForgingServer(sale.url(), forger)) {
            Result result = sell(forging.url(), sale.binaryPort(), "").isViolated();

            assertThat(result.number("bookingsLost"))
                    .isEqualTo(result.number("bookings"))
                    .isPositive();
            assertThat(result.number("repliesDiffering") + result.number("repliesLost"))
                    .as("all else is true")
                    .isZero();
        }
    }

    @Test
    void shouldFindAcknowledgementsThatTheJournalHasLost() {
        Result result = sell((template, message) -> {
            if (template == BookingReplyDecoder.TEMPLATE_ID) {
                sequence(message, FAR + sequence(message));
            }
        });

        result.isViolated();
        assertThat(result.number("repliesLost")).isPositive();
    }

    @Test
    void shouldFindWaitersOvertakenByNewcomers() {
        // Who joined says to have been there before everybody: those who were given seats meanwhile overtook them.
        Result result = sell((template, message) -> {
            if (template == WaiterReplyDecoder.TEMPLATE_ID) {
                sequence(message, 1);
            }
        });

        result.isViolated();
        assertThat(result.number("waitersOvertakenByNewcomers")).isPositive();
    }

    @Test
    void shouldFindWaitersOvertakenByWaiters() {
        // Who came first says to have come last.
        Result result = sell((template, message) -> {
            if (template == WaiterReplyDecoder.TEMPLATE_ID) {
                sequence(message, FAR - sequence(message));
            }
        });

        result.isViolated();
        assertThat(result.number("waitersOvertaken")).isPositive();
    }

    @Test
    void shouldFindDoubleClicksAnsweredInTwoWays() {
        Result result = sell((template, message) -> {
            if (isReply(template) && common(message).replayed() == Flag.YES) {
                sequence(message, sequence(message) + 1);
            }
        });

        result.isViolated();
        assertThat(result.number("answersInTwoWays")).isPositive();
    }

    @Test
    void shouldFindAnswersOtherThanTheJournal() {
        Result result = sell((template, message) -> {
            if (template == RefusedDecoder.TEMPLATE_ID && common(message).code() == Code.JOIN_LINE) {
                new RefusedEncoder().wrap(message, BODY).code(Code.SHOW_FULL);
            }
        });

        result.isViolated();
        assertThat(result.number("repliesDiffering")).isPositive();
        assertThat(result.number("repliesLost") + result.number("seatsSoldTwice") + result.number("seatsHeldTwice"))
                .as("all else is true")
                .isZero();
    }

    /** A booking that has no id is nothing that a customer could cancel, or anybody prove to be there. */
    @Test
    void shouldFindBookingsLostWhenTheirRepliesNameNone() {
        Forger forger = (template, message) -> {
            if (template == BookingReplyDecoder.TEMPLATE_ID) {
                message.putShort(
                        MessageHeaderDecoder.templateIdEncodingOffset(),
                        (short) AcceptedDecoder.TEMPLATE_ID,
                        LITTLE_ENDIAN);
            }
        };
        Result result = sell(forger, " --set cancel=50").isViolated();

        assertThat(result.number("bookingsLost")).isPositive();
    }

    private static boolean isReply(int template) {
        return template >= RefusedDecoder.TEMPLATE_ID && template <= WaiterReplyDecoder.TEMPLATE_ID;
    }

    /** What all replies begin with. */
    private static RefusedDecoder common(MutableDirectBuffer message) {
        return new RefusedDecoder().wrap(message, BODY, RefusedDecoder.BLOCK_LENGTH, RefusedDecoder.SCHEMA_VERSION);
    }

    private static long sequence(MutableDirectBuffer message) {
        return common(message).sequence();
    }

    private static void sequence(MutableDirectBuffer message, long forged) {
        new RefusedEncoder().wrap(message, BODY).sequence(forged);
    }

    /** Says the first seat instead of each in the group behind the block. */
    private static void firstSeat(MutableDirectBuffer message) {
        int group = BODY + new MessageHeaderDecoder().wrap(message, 0).blockLength();
        int count = message.getShort(group + Short.BYTES, LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            message.putInt(group + GROUP_HEADER_BYTES + i * Integer.BYTES, 0, LITTLE_ENDIAN);
        }
    }

    private Result sell(Forger forger) {
        return sell(forger, "");
    }

    private Result sell(Forger forger, String options) {
        try (ForgingWire forging = new ForgingWire(sale.binaryPort(), forger)) {
            return sell(sale.url(), forging.port(), options);
        }
    }

    private Result sell(String url, int binaryPort, String options) {
        return sale.run(url, "--protocol binary --connections 4 --binary-port " + binaryPort + options);
    }
}
