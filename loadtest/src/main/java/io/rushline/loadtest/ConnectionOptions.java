package io.rushline.loadtest;

import io.rushline.loadtest.office.BinaryOffice;
import io.rushline.loadtest.office.BoxOffice;
import io.rushline.loadtest.office.HttpOffice;
import io.rushline.loadtest.office.SeatMap;
import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.Request;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.wire.WireClient;
import io.rushline.loadtest.workload.CouldNotRun;
import io.rushline.loadtest.workload.Show;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Over which protocol customers ask, and over how many connections. */
final class ConnectionOptions {
    private static final int MAX_CONNECTIONS = 60_000;
    private static final int HTTP_CONNECTIONS = 2_048;
    private static final int BINARY_CONNECTIONS = 256;
    private static final int LOOK_UP_CONNECTIONS = 64;

    /** How customers reach the server. */
    enum Protocol {
        HTTP,
        BINARY;

        /** Takes the name as people type it, in small letters. */
        static final class Reader implements ITypeConverter<Protocol> {
            @Override
            public Protocol convert(String text) {
                return switch (text) {
                    case "http" -> HTTP;
                    case "binary" -> BINARY;
                    default -> throw new TypeConversionException("expected http or binary, not '" + text + "'");
                };
            }
        }
    }

    @Option(
            names = "--protocol",
            paramLabel = "http|binary",
            converter = Protocol.Reader.class,
            defaultValue = "http",
            description = "How customers ask; shows are made over HTTP either way.")
    Protocol protocol = Protocol.HTTP;

    @Mixin
    final BinaryPort binary = new BinaryPort();

    @Option(
            names = "--connections",
            paramLabel = "N",
            showDefaultValue = Visibility.NEVER,
            description = "At most. Default: 2048 over HTTP, up to 256 of them or a quarter for commands; 256 binary"
                    + " ones, each of which a server lets watch 1000 places in line.")
    @Nullable
    Integer connections;

    void check(Bounds bounds) {
        binary.check(bounds);
        if (connections != null) {
            bounds.within("--connections", connections, WireClient.MIN_CONNECTIONS, MAX_CONNECTIONS);
        }
    }

    void describe(Setup setup) {
        setup.with("protocol", protocol);
        if (protocol == Protocol.BINARY) {
            binary.describe(setup);
        }
        setup.with("connections", count());
    }

    private int count() {
        if (connections != null) {
            return connections;
        }
        return protocol == Protocol.HTTP ? HTTP_CONNECTIONS : BINARY_CONNECTIONS;
    }

    /** The HTTP client of a run: for everything, or beside binary connections. */
    WireClient client(Target target) {
        return protocol == Protocol.HTTP
                ? new WireClient(target, count())
                : new WireClient(target, LOOK_UP_CONNECTIONS, 1);
    }

    /**
     * The box office of these shows.
     *
     * @param key with which customers ask
     * @param watchSeconds how long a long poll may be held back
     */
    BoxOffice office(
            WireClient client,
            Target target,
            TargetOptions server,
            String key,
            List<Show> shows,
            String runId,
            int watchSeconds)
            throws CouldNotRun {
        if (protocol == Protocol.HTTP) {
            return new HttpOffice(client, key, watchSeconds);
        }
        Map<String, SeatMap> seatMaps = new HashMap<>();
        for (Show show : shows) {
            Request request = Request.get("/api/v1/shows/" + show.showId() + "/seats", key, server.timeoutMs());
            if (!(client.await(request) instanceof Reply reply) || !reply.succeeded()) {
                throw new CouldNotRun("the seats of show " + show.showId() + " can't be read at " + server.url);
            }
            seatMaps.put(show.showId(), SeatMap.parse(reply.answer().json()));
        }
        String host = target.address().getAddress().getHostAddress();
        BinaryOffice office = new BinaryOffice(client, host, binary.port, key, count(), runId, seatMaps);
        if (!office.awaitConnections(server.timeoutMs())) {
            throw new CouldNotRun("not all of " + count() + " binary connections to " + host + ":" + binary.port
                    + " could log on within " + server.timeoutSeconds
                    + " s; name the port that the server prints at its start with --binary-port");
        }
        return office;
    }
}
