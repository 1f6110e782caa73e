package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.RawWire.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames made by hand: of older and newer clients, and wrong in each way that there is a name for. */
class BinaryFrameTest {
    private static final int BAD_LENGTH = 0;
    private static final int UNKNOWN_SCHEMA = 1;
    private static final int UNKNOWN_TEMPLATE = 2;
    private static final int UNKNOWN_VERSION = 3;
    private static final int BAD_BLOCK = 4;
    private static final int BAD_GROUP = 5;
    private static final int BAD_DATA = 6;
    private static final int NO_REQUEST_ID = 7;
    private static final int LOGON_EXPECTED = 8;
    private static final int LOGGED_ON_ALREADY = 9;
    private static final int HOLD_REPLY = 102;
    private static final int SUBSCRIBE = 20;
    private static final int UNSUBSCRIBE = 21;
    private static final int SUBSCRIPTION_ENDED = 23;
    private static final int SEAT_MAP = 25;

    @AutoClose
    private static TestServer server;

    private static long showId;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.start(data);
        showId = Long.parseLong(new House(server.api()).largeShow());
    }

    @Test
    void shouldTakeCommandsOfVersionZero() throws IOException {
        try (RawWire wire = loggedOn()) {
            wire.send(RawWire.holdSeats(0, 11, showId, "old", 0));
            Frame reply = wire.receive();

            assertThat(reply.is(RawWire.COMMANDS, HOLD_REPLY)).isTrue();
            assertThat(reply.longAt(0)).isZero();
            assertThat(reply.longAt(8)).isEqualTo(11);
        }
    }

    @Test
    void shouldNotTakeATemplateInAVersionThatHadItNot() throws IOException {
        try (RawWire wire = RawWire.loggedOn(server.binaryPort(), Api.OPERATOR)) {
            wire.send(RawWire.bytes(RawWire.message(3, RawWire.COMMANDS, 0, 24, 24)
                    .putLong(0)
                    .putLong(1)
                    .putLong(showId)));
            assertFault(wire, UNKNOWN_VERSION);
        }
    }

    @Test
    void shouldNotTakeCommandsOfANewerVersion() throws IOException {
        assertFault(UNKNOWN_VERSION, RawWire.holdSeats(2, 12, showId, "new", 1));
    }

    @Test
    void shouldNotTakeALongerBlock() throws IOException {
        byte[] longer = RawWire.bytes(RawWire.message(12, RawWire.COMMANDS, 1, 32, 64)
                .putLong(0)
                .putLong(1)
                .putLong(1)
                .putLong(99)
                .put((byte) 1)
                .put((byte) 'a')
                .putLong(1)
                .putLong(1));
        assertFault(BAD_BLOCK, longer);
    }

    @Test
    void shouldPassOverWhatANewerLogonSaysMore() throws IOException {
        try (RawWire wire = new RawWire(server.binaryPort())) {
            ByteBuffer newer =
                    RawWire.message(1, RawWire.SESSION, 7, 12, 64).putInt(0).putLong(99);
            newer.put((byte) 8).put("demo-web".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            newer.put((byte) 2).put((byte) 1).put((byte) 2);
            wire.send(RawWire.bytes(newer));
            Frame accepted = wire.receive();

            assertThat(accepted.template()).isEqualTo(RawWire.LOGON_ACCEPTED);
            assertThat(accepted.bytes().getShort(8)).as("version of commands").isEqualTo((short) 1);
            wire.send(RawWire.holdSeats(13, showId, "new", 2));
            assertThat(wire.receive().template()).isEqualTo(HOLD_REPLY);
        }
    }

    @Test
    void shouldPassOverWhatNewerMessagesOfASessionSayMore() throws IOException {
        try (RawWire wire = loggedOn()) {
            wire.send(RawWire.bytes(RawWire.message(RawWire.HEARTBEAT, RawWire.SESSION, 7, 12, 64)
                    .putLong(1)
                    .putInt(99)
                    .put((byte) 98)));
            wire.send(RawWire.bytes(RawWire.message(SUBSCRIBE, RawWire.SESSION, 7, 41, 64)
                    .putLong(4)
                    .put((byte) 0)
                    .putLong(showId)
                    .putLong(0)
                    .putLong(0)
                    .putLong(99)
                    .putShort((short) 98)));
            Frame map = wire.receive();
            wire.send(RawWire.bytes(RawWire.message(UNSUBSCRIBE, RawWire.SESSION, 7, 10, 64)
                    .putLong(4)
                    .putShort((short) 99)));
            Frame ended = wire.receive();

            assertThat(map.template()).isEqualTo(SEAT_MAP);
            assertThat(map.longAt(0)).isEqualTo(4);
            assertThat(map.longAt(8)).isEqualTo(showId);
            assertThat(ended.template()).isEqualTo(SUBSCRIPTION_ENDED);
            assertThat(ended.longAt(0)).isEqualTo(4);
        }
    }

    @Test
    void shouldNameEachFault() throws IOException {
        byte[] good = RawWire.holdSeats(14, showId, "ann", 3);

        assertFault(BAD_LENGTH, Arrays.copyOf(good, good.length + 1));
        assertFault(BAD_DATA, Arrays.copyOf(good, good.length - 1));
        assertFault(BAD_GROUP, Arrays.copyOf(good, 8 + 24 + 6));
        assertFault(BAD_LENGTH, Arrays.copyOf(good, 8 + 20));
        assertFault(UNKNOWN_SCHEMA, with(good, 4, 1));
        assertFault(UNKNOWN_TEMPLATE, with(good, 2, 31));
        assertFault(UNKNOWN_TEMPLATE, with(good, 2, 30));
        assertFault(UNKNOWN_TEMPLATE, with(good, 2, 1));
        assertFault(UNKNOWN_TEMPLATE, with(good, 2, 102));
        assertFault(BAD_BLOCK, with(good, 0, 16));
        assertFault(BAD_GROUP, with(good, 32, 8));
        assertFault(BAD_GROUP, with(good, 34, 101));
        assertFault(BAD_GROUP, with(good, 34, 0xFFFF));
        assertFault(NO_REQUEST_ID, RawWire.holdSeats(0, showId, "ann", 3));
        assertFault(LOGGED_ON_ALREADY, RawWire.logon("demo-web"));
        assertFault(UNKNOWN_TEMPLATE, with(RawWire.heartbeat(), 2, 2));
        assertFault(BAD_BLOCK, with(RawWire.heartbeat(), 0, 4));
    }

    @Test
    void shouldEndAConnectionForALengthThatNoFrameHas() throws IOException {
        for (int length : new int[] {-1, 0, 7, 4_097, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            try (RawWire wire = loggedOn()) {
                wire.sendBytes(ByteBuffer.allocate(4)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .putInt(length)
                        .array());
                assertFault(wire, BAD_LENGTH);
            }
        }
    }

    @Test
    void shouldWantALogonFirst() throws IOException {
        for (byte[] first : new byte[][] {RawWire.heartbeat(), RawWire.holdSeats(15, showId, "ann", 3)}) {
            try (RawWire wire = new RawWire(server.binaryPort())) {
                wire.send(first);
                assertFault(wire, LOGON_EXPECTED);
            }
        }
    }

    @Test
    void shouldRefuseAWrongKeyAndEndTheConnection() throws IOException {
        try (RawWire wire = new RawWire(server.binaryPort())) {
            wire.send(RawWire.logon("nobody"));
            Frame refused = wire.receive();

            assertThat(refused.template()).isEqualTo(RawWire.LOGON_REFUSED);
            assertThat(refused.at(0)).isZero();
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void shouldAnswerWhereverAFrameIsCut() throws IOException {
        byte[] frame = RawWire.frame(RawWire.holdSeats(16, showId, "cut", 5));
        try (RawWire wire = loggedOn()) {
            for (int cut = 1; cut < frame.length; cut++) {
                wire.sendBytes(Arrays.copyOf(frame, cut));
                wire.sendBytes(Arrays.copyOfRange(frame, cut, frame.length));
                assertThat(wire.receive().longAt(8)).isEqualTo(16);
            }
        }
    }

    @Test
    void shouldDoNothingBehindAFault() throws IOException {
        long other = Long.parseLong(new House(server.api()).smallShow());
        byte[] bad = RawWire.frame(with(RawWire.holdSeats(17, other, "ann", 1), 34, 99));
        byte[] good = RawWire.frame(RawWire.holdSeats(18, other, "ann", 1));
        try (RawWire wire = loggedOn();
                RawWire neighbour = loggedOn()) {
            byte[] both = Arrays.copyOf(bad, bad.length + good.length);
            System.arraycopy(good, 0, both, bad.length, good.length);
            wire.sendBytes(both);
            assertFault(wire, BAD_GROUP);
            neighbour.send(RawWire.holdSeats(19, other, "bob", 1));
            assertThat(neighbour.receive().template()).isEqualTo(HOLD_REPLY);
        }
    }

    private static RawWire loggedOn() throws IOException {
        return RawWire.loggedOn(server.binaryPort(), Api.WEB);
    }

    private static void assertFault(int fault, byte[] message) throws IOException {
        try (RawWire wire = loggedOn()) {
            wire.send(message);
            assertFault(wire, fault);
        }
    }

    private static void assertFault(RawWire wire, int fault) throws IOException {
        Frame error = wire.receive();
        assertThat(error.is(RawWire.SESSION, RawWire.PROTOCOL_ERROR))
                .as("template %d of schema %d", error.template(), error.schema())
                .isTrue();
        assertThat(error.at(0)).as("fault").isEqualTo(fault);
        assertThat(wire.isEnded()).isTrue();
    }

    private static byte[] with(byte[] message, int offset, int value) {
        byte[] changed = message.clone();
        changed[offset] = (byte) value;
        changed[offset + 1] = (byte) (value >> 8);
        return changed;
    }
}
