package io.rushline.loadtest.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.engine.protocol.RefusedEncoder;
import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.server.Server;
import io.rushline.gateway.server.ServerOptions;
import io.rushline.journal.append.Durability;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.ForgingWire;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.wire.WireClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BinaryOfficeTest {
    private static final long TIMEOUT_MS = 200;
    private static final long LOGON_MS = 30_000;
    private static final int CONNECTIONS = 2;
    private static final Ask HOLD = Ask.Hold.best("1", "ann", 1, "key");

    @TempDir
    Path data = Path.of("");

    /** The third attempt finds no connection that does not wait for an answer to an earlier one. */
    @Test
    void shouldTimeOutAgainWhenEveryConnectionStillWaitsForTheSameAnswer() {
        ServerOptions options = ServerOptions.on(data, Durability.DISK).build();
        try (Server server = Server.start(options, ApiKeys.none().withDemo(), failure -> {});
                ForgingWire wire = new ForgingWire(server.binaryPort(), BinaryOfficeTest::answerSomebodyElse);
                BinaryOffice office = office(server.httpPort(), wire.port())) {
            assertThat(office.awaitConnections(LOGON_MS)).isTrue();

            for (int attempt = 1; attempt <= CONNECTIONS + 1; attempt++) {
                assertThat(cause(hold(office))).as("attempt %d", attempt).isEqualTo(Failure.Cause.TIMED_OUT);
            }
        }
    }

    @Test
    void shouldTellNobodyOfItsOwnEndWhenItIsClosed() {
        List<Outcome> heard = new CopyOnWriteArrayList<>();
        ServerOptions options = ServerOptions.on(data, Durability.DISK).build();
        try (Server server = Server.start(options, ApiKeys.none().withDemo(), failure -> {});
                ForgingWire wire = new ForgingWire(server.binaryPort(), BinaryOfficeTest::answerSomebodyElse)) {
            try (BinaryOffice office = office(server.httpPort(), wire.port())) {
                assertThat(office.awaitConnections(LOGON_MS)).isTrue();
                CompletableFuture.runAsync(() -> office.ask(HOLD, LOGON_MS, heard::add), office.loop())
                        .join();
            }
        }

        assertThat(heard).isEmpty();
    }

    @Test
    void shouldFailAsBrokenWhenItWaitedWhileTheLastConnectionBroke() {
        ServerOptions options = ServerOptions.on(data, Durability.DISK).build();
        try (Server server = Server.start(options, ApiKeys.none().withDemo(), failure -> {})) {
            ForgingWire wire = new ForgingWire(server.binaryPort(), BinaryOfficeTest::answerSomebodyElse);
            try (BinaryOffice office = office(server.httpPort(), wire.port())) {
                assertThat(office.awaitConnections(LOGON_MS)).isTrue();
                CompletableFuture<Outcome> outcome = new CompletableFuture<>();
                CompletableFuture.runAsync(() -> office.ask(HOLD, LOGON_MS, outcome::complete), office.loop())
                        .join();
                wire.close();

                assertThat(cause(outcome.join())).isEqualTo(Failure.Cause.BROKEN);
            }
        }
    }

    @Test
    void shouldFailAsUnreachableWhenItIsAskedAfterTheLastConnectionBroke() {
        ServerOptions options = ServerOptions.on(data, Durability.DISK).build();
        try (Server server = Server.start(options, ApiKeys.none().withDemo(), failure -> {})) {
            ForgingWire wire = new ForgingWire(server.binaryPort(), (template, message) -> {});
            try (BinaryOffice office = office(server.httpPort(), wire.port())) {
                assertThat(office.awaitConnections(LOGON_MS)).isTrue();
                wire.close();

                // Until it has been without one for long enough, what is asked is waited for.
                await().until(() -> cause(hold(office)) != Failure.Cause.TIMED_OUT);

                assertThat(cause(hold(office))).isEqualTo(Failure.Cause.UNREACHABLE);
            }
        }
    }

    private static BinaryOffice office(int httpPort, int binaryPort) {
        WireClient http = new WireClient(Target.of("http://127.0.0.1:" + httpPort, false), 1, 1);
        return new BinaryOffice(http, "127.0.0.1", binaryPort, "demo-web", CONNECTIONS, "scope", Map.of());
    }

    private static Outcome hold(BinaryOffice office) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        office.loop().execute(() -> office.ask(HOLD, TIMEOUT_MS, outcome::complete));
        return outcome.join();
    }

    private static Failure.Cause cause(Outcome outcome) {
        return ((Failure) outcome).cause();
    }

    /** Whoever has asked goes without. */
    private static void answerSomebodyElse(int template, MutableDirectBuffer message) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(message, 0);
        if (header.schemaId() == RefusedDecoder.SCHEMA_ID && template == RefusedDecoder.TEMPLATE_ID) {
            new RefusedEncoder()
                    .wrap(message, MessageHeaderDecoder.ENCODED_LENGTH)
                    .requestId()
                    .high(0)
                    .low(0);
        }
    }
}
