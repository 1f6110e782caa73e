package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.binary.BinaryAnswer;
import io.rushline.gateway.binary.BinaryClient;
import io.rushline.gateway.binary.BinaryCommand;
import io.rushline.gateway.binary.ClientOptions;
import io.rushline.gateway.binary.CommandId;
import io.rushline.gateway.server.RawWire.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One effect and one answer for each id, whatever happens to connections and servers meanwhile. */
class BinaryResendTest {
    private static final int RACERS = 32;
    private static final int SEATS = 17;

    @TempDir
    private Path data = Path.of("");

    @Test
    void shouldGiveOneAnswerToAnIdThatRacesWithItselfOn32Connections() throws IOException {
        try (TestServer server = TestServer.startDurable(data)) {
            long show = Long.parseLong(new House(server.api()).largeShow());
            List<RawWire> wires = new ArrayList<>();
            try {
                for (int i = 0; i < RACERS; i++) {
                    wires.add(RawWire.loggedOn(server.binaryPort(), Api.WEB));
                }
                for (int round = 1; round <= SEATS; round++) {
                    byte[] command = RawWire.holdSeats(round, show, "ann" + round, round - 1);
                    for (RawWire wire : wires) {
                        wire.send(command);
                    }
                    Set<Long> sequences = new HashSet<>();
                    int first = 0;
                    for (RawWire wire : wires) {
                        Frame reply = wire.receive();
                        assertThat(reply.template()).as("template").isEqualTo(102);
                        sequences.add(reply.longAt(16));
                        first += reply.at(33) == 0 ? 1 : 0;
                    }
                    assertThat(sequences).hasSize(1);
                    assertThat(first).as("answers that are no repetition").isEqualTo(1);
                }
            } finally {
                wires.forEach(RawWire::close);
            }
        }
    }

    @Test
    void shouldGiveTheSameAnswerOnAnotherConnectionAndAfterARestart() {
        BinaryCommand hold;
        BinaryCommand refusal;
        BinaryAnswer made;
        BinaryAnswer refused;
        int port;
        try (TestServer server = TestServer.startDurable(data)) {
            port = server.binaryPort();
            long show = Long.parseLong(new House(server.api()).smallShow());
            hold = BinaryCommand.holdSeats(CommandId.random(), show, "ann", 0, 1);
            refusal = BinaryCommand.holdSeats(CommandId.random(), show, "bob", 1, 2);
            try (BinaryClient client = client(port)) {
                made = ask(client, hold);
                refused = ask(client, refusal);
            }
            try (BinaryClient client = client(port)) {
                assertRepeated(ask(client, hold), made);
            }
        }
        try (TestServer server = TestServer.startDurable(data, port);
                BinaryClient client = client(port)) {
            assertThat(refused.code()).isEqualTo(Code.SEATS_UNAVAILABLE);
            assertRepeated(ask(client, hold), made);
            assertRepeated(ask(client, refusal), refused);
            assertThat(server.binaryPort()).isEqualTo(port);
        }
    }

    @Test
    void shouldSendAgainWhatHadNoAnswerWhenTheServerComesBack() {
        Map<CommandId, CompletableFuture<BinaryAnswer>> answers = new HashMap<>();
        int port;
        long show;
        BinaryClient client;
        try (TestServer server = TestServer.startDurable(data)) {
            port = server.binaryPort();
            show = Long.parseLong(new House(server.api()).largeShow());
            client = client(port);
            ask(client, BinaryCommand.holdSeats(CommandId.random(), show, "first", 22));
            // The server is closed while these are on their way: some are answered by it, the others by the next.
            sendHolds(client, show, answers, 0, SEATS);
        }
        sendHolds(client, show, answers, SEATS, 20);
        try (TestServer server = TestServer.startDurable(data, port);
                BinaryClient closing = client) {
            CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            answers.forEach((id, answer) -> {
                assertThat(answer.join().commandId()).isEqualTo(id);
                assertThat(answer.join().code()).isEqualTo(Code.OK);
            });
            assertThat(answers.values().stream().map(answer -> answer.join().subjectId()))
                    .as("holds")
                    .doesNotHaveDuplicates();
            assertThat(closing.connectionCount()).isEqualTo(2);
            assertThat(closing.inFlight()).isZero();
            assertThat(server.api().get("/shows/" + show + "/seats").text("sections/0/rows/0/seats"))
                    .isEqualTo("HHHHHH");
        }
    }

    private static void sendHolds(
            BinaryClient client, long show, Map<CommandId, CompletableFuture<BinaryAnswer>> answers, int from, int to) {
        for (int seat = from; seat < to; seat++) {
            CommandId id = CommandId.random();
            answers.put(id, client.send(BinaryCommand.holdSeats(id, show, "c" + seat, seat)));
        }
    }

    private static void assertRepeated(BinaryAnswer again, BinaryAnswer first) {
        assertThat(again.isReplayed()).isTrue();
        assertThat(again.sequence()).isEqualTo(first.sequence());
        assertThat(again.code()).isEqualTo(first.code());
        assertThat(again.signed()).isEqualTo(first.signed());
        assertThat(again.seats()).isEqualTo(first.seats());
    }

    private static BinaryClient client(int port) {
        return BinaryClient.connect(ClientOptions.of("127.0.0.1", port, Api.WEB));
    }

    private static BinaryAnswer ask(BinaryClient client, BinaryCommand command) {
        return client.send(command).orTimeout(30, TimeUnit.SECONDS).join();
    }
}
