package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.binary.BinaryAnswer;
import io.rushline.gateway.binary.BinaryClient;
import io.rushline.gateway.binary.BinaryClientException;
import io.rushline.gateway.binary.BinaryCommand;
import io.rushline.gateway.binary.ClientOptions;
import io.rushline.gateway.binary.CommandId;
import io.rushline.gateway.binary.SignedId;
import io.rushline.gateway.limit.LimitOptions;
import io.rushline.gateway.server.RawWire.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rate limits and lock-outs of the binary protocol, over real sockets. */
class BinaryLimitsTest {
    private static final int UNKNOWN_KEY = 0;
    private static final int LOGON_BLOCKED = 3;
    private static final int COMMAND_BLOCKED = 2;
    private static final int SUBSCRIPTION_REFUSED = 22;
    private static final int NOT_FOUND = 0;
    private static final int SUBSCRIPTION_BLOCKED = 4;
    private static final long NO_SHOW = 9_999;

    @TempDir
    private Path data;

    @Test
    void shouldLockOutWhoTriesKeys() throws IOException {
        try (TestServer server = TestServer.startLimited(data, LimitOptions.SERVER.with("wrong-keys", "3"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(refusedLogon(server, "guess-" + i).at(0)).isEqualTo(UNKNOWN_KEY);
            }
            Frame blocked = refusedLogon(server, "guess-3");

            assertThat(blocked.at(0)).isEqualTo(LOGON_BLOCKED);
            assertThat(blocked.longAt(1)).as("retryAfterMs").isBetween(1L, 600_000L);
            server.api()
                    .callAnywhere("GET", "/api/v1/cities")
                    .as("guess-4")
                    .send()
                    .expect(403);
            RawWire.loggedOn(server.binaryPort(), Api.WEB).close();
        }
    }

    @Test
    void shouldLockOutWhoAsksForShowsThatDoNotExist() throws IOException {
        try (TestServer server = TestServer.startLimited(data, LimitOptions.SERVER.with("unknown-shows", "3"));
                RawWire wire = RawWire.loggedOn(server.binaryPort(), Api.WEB)) {
            for (int i = 1; i <= 3; i++) {
                wire.send(RawWire.holdSeats(i, NO_SHOW, "ann", 1));
                assertThat(wire.receive().schema()).isEqualTo(RawWire.COMMANDS);
            }
            wire.send(RawWire.holdSeats(4, NO_SHOW, "ann", 1));
            Frame blocked = wire.receive();

            assertThat(blocked.is(RawWire.SESSION, RawWire.COMMAND_REFUSED)).isTrue();
            assertThat(blocked.longAt(8)).as("request id").isEqualTo(4);
            assertThat(blocked.at(16)).isEqualTo(COMMAND_BLOCKED);
            assertThat(blocked.longAt(17)).as("retryAfterMs").isBetween(1L, 600_000L);
            assertThat(refusedLogon(server, Api.WEB).at(0)).isEqualTo(LOGON_BLOCKED);
            server.api().get("/cities").expect(403);
            RawWire.loggedOn(server.binaryPort(), Api.OPERATOR).close();
        }
    }

    @Test
    void shouldLockOutWhoSubscribesToShowsThatDoNotExist() throws IOException {
        try (TestServer server = TestServer.startLimited(data, LimitOptions.SERVER.with("unknown-shows", "3"));
                RawWire wire = RawWire.loggedOn(server.binaryPort(), Api.WEB)) {
            for (int i = 1; i <= 4; i++) {
                wire.send(RawWire.bytes(RawWire.message(20, RawWire.SESSION, 0, 33, 33)
                        .putLong(i)
                        .put((byte) 0)
                        .putLong(NO_SHOW)
                        .putLong(0)
                        .putLong(0)));
                Frame refused = wire.receive();
                assertThat(refused.is(RawWire.SESSION, SUBSCRIPTION_REFUSED)).isTrue();
                assertThat(refused.at(8)).as("reason").isEqualTo(i <= 3 ? NOT_FOUND : SUBSCRIPTION_BLOCKED);
            }
        }
    }

    @Test
    void shouldLockOutWhoGuessesSignatures() {
        try (TestServer server = TestServer.startLimited(data, LimitOptions.SERVER.with("unknown-ids", "3"));
                BinaryClient web = web(server)) {
            for (int i = 1; i <= 3; i++) {
                BinaryCommand guess = BinaryCommand.releaseHold(CommandId.random(), new SignedId(i, i, i), "ann");
                assertThat(outcome(web, guess)).isEqualTo(Code.HOLD_NOT_FOUND.name());
            }
            assertThat(outcome(web, BinaryCommand.releaseHold(CommandId.random(), new SignedId(4, 4, 4), "ann")))
                    .isEqualTo("CLIENT_BLOCKED");
        }
    }

    @Test
    void shouldLockOutWhoCyclesHoldsAndNobodyElse() {
        try (TestServer server = TestServer.startLimited(data, LimitOptions.SERVER.with("unpaid-holds", "3"));
                BinaryClient web = web(server)) {
            long show = Long.parseLong(new House(server.api()).largeShow());
            BinaryCommand before = hold(show, "ann", 2);
            SignedId kept = answer(web, before).signed().orElseThrow();
            for (int i = 0; i < 3; i++) {
                SignedId dropped = answer(web, hold(show, "ann", 3)).signed().orElseThrow();
                answer(web, BinaryCommand.releaseHold(CommandId.random(), dropped, "ann"));
            }

            await().until(() -> outcome(web, hold(show, "ann", 3)).equals("CLIENT_BLOCKED"));
            assertThat(outcome(web, BinaryCommand.joinLine(CommandId.random(), show, "ann", 1, BinaryCommand.ANY)))
                    .isEqualTo("CLIENT_BLOCKED");
            assertThat(outcome(
                            web,
                            BinaryCommand.holdBestAvailable(
                                    CommandId.random(), show, "ann", 1, BinaryCommand.ANY, BinaryCommand.ANY, false)))
                    .isEqualTo("CLIENT_BLOCKED");
            BinaryAnswer again = answer(web, before);
            assertThat(again.signed()).as("a repetition gets its stored answer").contains(kept);
            assertThat(outcome(web, hold(show, "bob", 12))).isEqualTo("OK");
            assertThat(outcome(web, BinaryCommand.confirmHold(CommandId.random(), kept, "ann", -1, "pay-1")))
                    .isEqualTo("OK");
            await("who pays may go on")
                    .until(() -> !outcome(web, hold(show, "ann", 4)).equals("CLIENT_BLOCKED"));
        }
    }

    @Test
    void shouldLimitHoldsBeforePaying() {
        LimitOptions limits =
                LimitOptions.SERVER.with("address-commands", "1:20").with("reserve-percent", "50");
        try (TestServer server = TestServer.startLimited(data, limits);
                BinaryClient web = web(server)) {
            long show = Long.parseLong(new House(server.api()).largeShow());
            SignedId kept = answer(web, hold(show, "ann", 2)).signed().orElseThrow();
            // All at once, so that the server takes them faster than tokens come back, however slow it is.
            List<CompletableFuture<String>> asked = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                asked.add(web.send(hold(show, "bob", 3))
                        .handle((answer, refusal) -> refusal instanceof BinaryClientException refused
                                ? refused.reason().name()
                                : "none"));
            }

            assertThat(asked.stream().map(CompletableFuture::join)).contains("RATE_LIMITED");
            assertThat(outcome(web, BinaryCommand.confirmHold(CommandId.random(), kept, "ann", -1, "pay-1")))
                    .isEqualTo("OK");
            await("over HTTP too: this takes what has come back, faster than it does")
                    .until(() -> server.api()
                                    .call("POST", "/shows/" + show + "/holds")
                                    .as(Api.WEB)
                                    .send()
                                    .status()
                            == 429);
        }
    }

    private static BinaryCommand hold(long show, String customer, int seat) {
        return BinaryCommand.holdSeats(CommandId.random(), show, customer, seat);
    }

    private static BinaryClient web(TestServer server) {
        return BinaryClient.connect(ClientOptions.of("127.0.0.1", server.binaryPort(), Api.WEB));
    }

    private static BinaryAnswer answer(BinaryClient client, BinaryCommand command) {
        return client.send(command).orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** The code of the answer, or why there is none. */
    private static String outcome(BinaryClient client, BinaryCommand command) {
        try {
            return client.send(command).get(20, TimeUnit.SECONDS).code().name();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BinaryClientException refusal) {
                return refusal.reason().name();
            }
            throw new AssertionError(e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Frame refusedLogon(TestServer server, String key) throws IOException {
        try (RawWire wire = new RawWire(server.binaryPort())) {
            wire.send(RawWire.logon(key));
            Frame answer = wire.receive();
            assertThat(answer.is(RawWire.SESSION, RawWire.LOGON_REFUSED)).isTrue();
            return answer;
        }
    }
}
