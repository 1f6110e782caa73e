package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.http.Fuzz;
import io.rushline.gateway.http.LeakWatch;
import io.rushline.gateway.server.RawWire.Frame;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Random, truncated, bit-flipped and reordered frames: nothing breaks, nothing leaks, and a neighbour notices nothing. */
@ExtendWith(LeakWatch.class)
class BinaryFuzzTest {
    private static final int CONNECTIONS = Fuzz.rounds(300);
    private static final int MAX_FRAMES = 12;

    @TempDir
    private Path data = Path.of("");

    @Test
    void shouldSurviveAnything() {
        long seed = Fuzz.seed();
        try (TestServer server = TestServer.start(data)) {
            long show = Long.parseLong(new House(server.api()).largeShow());
            Random random = new Random(seed);
            try (RawWire neighbour = RawWire.loggedOn(server.binaryPort(), Api.WEB)) {
                for (int i = 1; i <= CONNECTIONS; i++) {
                    attack(server.binaryPort(), show, random);
                    neighbour.send(RawWire.holdSeats(i, show, "neighbour", 20));
                    Frame reply = neighbour.receive();
                    assertThat(reply.schema()).as("seed %d", seed).isEqualTo(RawWire.COMMANDS);
                    assertThat(reply.longAt(8)).as("seed %d", seed).isEqualTo(i);
                }
            }
            server.api().get("/shows/" + show + "/seats").expect(200);
        } catch (IOException | AssertionError e) {
            throw new AssertionError("with seed " + seed, e);
        }
    }

    private static void attack(int port, long show, Random random) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        int count = 1 + random.nextInt(MAX_FRAMES);
        for (int i = 0; i < count; i++) {
            frames.add(RawWire.frame(anyMessage(show, random)));
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(frames, random);
        }
        String key = random.nextBoolean() ? Api.WEB : Api.OPERATOR;
        try (RawWire wire = random.nextInt(8) == 0 ? new RawWire(port) : RawWire.loggedOn(port, key)) {
            for (byte[] frame : frames) {
                sendInPieces(wire, damaged(frame, random), random);
            }
        } catch (SocketException e) {
            // The server has ended the connection, as it should when a frame is broken.
        }
    }

    private static byte[] anyMessage(long show, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> RawWire.holdSeats(random.nextLong(), show, "fuzz", random.nextInt(30), random.nextInt());
            case 1 -> RawWire.heartbeat();
            case 2 -> randomBytes(8 + random.nextInt(200), random);
            case 3 -> templateWithRandomBody(random);
            case 4 ->
                RawWire.bytes(RawWire.message(20, RawWire.SESSION, 0, 33, 40)
                        .putLong(random.nextInt(4))
                        .put((byte) random.nextInt(4))
                        .putLong(random.nextBoolean() ? show : random.nextLong())
                        .putLong(random.nextLong())
                        .putLong(random.nextLong()));
            default -> RawWire.holdSeats(1 + random.nextInt(5), show, "x".repeat(random.nextInt(70)), 4, 5);
        };
    }

    /** A right header before anything: it gets further than random bytes do. */
    private static byte[] templateWithRandomBody(Random random) {
        int template = 3 + random.nextInt(15);
        int blockLength = switch (template) {
            case 11 -> 31;
            case 14 -> 32;
            case 16 -> 28;
            default -> 24;
        };
        byte[] body = randomBytes(random.nextInt(120), random);
        if (body.length > blockLength + 4 && random.nextBoolean()) {
            // So that what follows the block has a chance to be right as well.
            body[blockLength] = (byte) random.nextInt(20);
            body[blockLength + 1] = 0;
        }
        return RawWire.bytes(RawWire.message(template, RawWire.COMMANDS, random.nextInt(3), blockLength, 128)
                .put(body));
    }

    private static byte[] damaged(byte[] frame, Random random) {
        byte[] bytes = frame.clone();
        switch (random.nextInt(6)) {
            case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            case 2 -> bytes[random.nextInt(Math.min(4, bytes.length))] = (byte) random.nextInt();
            default -> {
                // As it is.
            }
        }
        return bytes;
    }

    private static void sendInPieces(RawWire wire, byte[] bytes, Random random) throws IOException {
        int from = 0;
        while (from < bytes.length) {
            int to = random.nextInt(3) == 0 ? from + 1 + random.nextInt(bytes.length - from) : bytes.length;
            wire.sendBytes(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
    }

    private static byte[] randomBytes(int count, Random random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
