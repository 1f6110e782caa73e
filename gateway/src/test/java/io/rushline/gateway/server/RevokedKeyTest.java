package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.KeyFile;
import io.rushline.gateway.auth.ReloadedKeys;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.server.RawWire.Frame;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of connections whose key is revoked, over real sockets. */
class RevokedKeyTest {
    private static final int KEY_REVOKED = 3;

    @TempDir
    private Path directory;

    @Test
    void shouldEndTheBinaryConnectionsOfARevokedKeyAndNoOthers() throws IOException {
        Path file = directory.resolve("keys");
        KeyFile keys = new KeyFile(file);
        String revoked = keys.add("web-1", Role.WEB);
        String kept = keys.add("web-2", Role.WEB);
        try (ReloadedKeys watched = ReloadedKeys.open(file, ApiKeys::withDemo);
                TestServer server = TestServer.startWithKeys(directory.resolve("binary"), watched)) {
            // First, since a client that is silent for long is sent away for that.
            long show = Long.parseLong(new House(server.api()).largeShow());
            try (RawWire ended = RawWire.loggedOn(server.binaryPort(), revoked);
                    RawWire going = RawWire.loggedOn(server.binaryPort(), kept)) {
                keys.revoke("web-1", "");
                Frame goodbye = ended.receive();

                assertThat(goodbye.is(RawWire.SESSION, RawWire.GOODBYE)).isTrue();
                assertThat(goodbye.at(0)).isEqualTo(KEY_REVOKED);
                assertThat(ended.isEnded()).isTrue();
                going.send(RawWire.holdSeats(1, show, "ann", 1));
                assertThat(going.receive().schema()).isEqualTo(RawWire.COMMANDS);
            }
        }
    }

    @Test
    void shouldEndTheStreamsOfARevokedKeyWithTheNextHeartbeat() throws IOException {
        Path file = directory.resolve("keys");
        KeyFile keys = new KeyFile(file);
        String revoked = keys.add("web-1", Role.WEB);
        try (ReloadedKeys watched = ReloadedKeys.open(file, ApiKeys::withDemo);
                TestServer server = TestServer.startWithKeys(directory.resolve("http"), watched)) {
            String path = "/shows/" + new House(server.api()).largeShow() + "/seats/stream";
            try (Events ended = new Events(server.api().port(), path, revoked);
                    Events going = new Events(server.api().port(), path)) {
                keys.revoke("web-1", "");

                assertThat(ended.drain()).hasSize(1);
                assertThat(going.next().name()).isNotEmpty();
            }
        }
    }
}
