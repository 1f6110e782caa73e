package io.rushline.gateway.server;

import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A data directory as a server left it that sold three seats, and of which nobody has made a snapshot. */
record StoppedSale(Path data) {
    static StoppedSale in(Path data) throws IOException {
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            house.hold(house.largeShow(), "ann", 3).expect(201);
        }
        StoppedSale sale = new StoppedSale(data);
        for (Path snapshot : sale.snapshots().newestFirst()) {
            Files.delete(snapshot);
        }
        return sale;
    }

    SnapshotStore snapshots() {
        return new SnapshotStore(data.resolve("snapshots"));
    }
}
