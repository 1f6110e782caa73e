package io.rushline.gateway.server;

import static io.rushline.gateway.server.House.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.gateway.server.Api.Answer;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.snapshot.SnapshotFile;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start from a snapshot shows the same as one that replays everything. */
class SnapshotRestartTest {
    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> paths = new ArrayList<>();
    private final Map<String, String> keyedBodies = new LinkedHashMap<>();

    @Test
    void shouldAnswerTheSameFromASnapshotAndFromTheWholeJournal() throws IOException {
        Path data = directory.resolve("data");
        Path whole = directory.resolve("whole");
        String holdsPath;
        try (TestServer server = TestServer.start(data)) {
            holdsPath = sell(server.api());
        }
        try (TestServer server = TestServer.start(data)) {
            sell(server.api());
        }
        assertThat(snapshots(data)).hasSize(2);
        copy(data, whole);
        for (Path snapshot : snapshots(whole)) {
            Files.delete(snapshot);
        }
        assertThat(start(data)).isPositive();
        assertThat(start(whole)).isZero();
        assertThat(stateHash(data)).isEqualTo(stateHash(whole));
        TestServer fromSnapshot = TestServer.start(data);
        TestServer fromJournal = TestServer.start(whole);
        try (fromSnapshot;
                fromJournal) {
            assertSameAnswers(fromSnapshot.api(), fromJournal.api(), holdsPath);
        }
    }

    @Test
    void shouldLeaveOutADamagedSnapshot() throws IOException {
        Path data = directory.resolve("data");
        TestServer server = TestServer.start(data);
        try (server) {
            sell(server.api());
        }
        long expected = server.stateHash();
        assertThat(start(data)).isPositive();
        byte[] content = Files.readAllBytes(snapshots(data).get(0));
        content[content.length / 2] ^= 1;
        Files.write(snapshots(data).get(0), content);

        assertThat(start(data)).isZero();
        assertThat(stateHash(data)).isEqualTo(expected);
    }

    @Test
    void shouldWriteASnapshotOfflineAndPruneWhatNobodyNeeds() throws IOException {
        Path data = directory.resolve("data");
        TestServer first = TestServer.start(data);
        try (first) {
            sell(first.api());
        }
        for (Path snapshot : snapshots(data)) {
            Files.delete(snapshot);
        }
        assertThat(run("journal", "prune", "--data", data, "--keep", 1)).isEqualTo(3);
        assertThat(err.toString()).contains("fewer than 1 good snapshots");

        assertThat(run("snapshot", "--data", data, "--keep", 1)).isZero();
        assertThat(out.toString()).contains("Snapshot of sequence", Long.toHexString(first.stateHash()));
        assertThat(SnapshotFile.open(snapshots(data).get(0)).stateHash()).isEqualTo(first.stateHash());
        assertThat(run("snapshot", "--data", data)).isZero();
        assertThat(out.toString()).contains("is there already");

        assertThat(run("journal", "prune", "--data", data, "--keep", 1)).isZero();
        assertThat(stateHash(data)).isEqualTo(first.stateHash());
        try (TestServer server = TestServer.start(data)) {
            paths.forEach(path -> server.api().get(path).expect(200));
            assertThat(run("snapshot", "--data", data)).isEqualTo(3);
            assertThat(run("journal", "prune", "--data", data)).isEqualTo(3);
        }
        assertThat(err.toString().lines().filter(line -> line.contains("is in use by process")))
                .hasSize(2);
    }

    @Test
    void shouldNotMakeADataDirectoryToWriteASnapshotOf() {
        Path data = directory.resolve("none");

        assertThat(run("snapshot", "--data", data)).isEqualTo(3);
        assertThat(err.toString()).isEqualTo("rushline: there is no data directory " + data + System.lineSeparator());
        assertThat(data).doesNotExist();
    }

    private void assertSameAnswers(Api fromSnapshot, Api fromJournal, String holdsPath) {
        for (String path : paths) {
            Answer expected = fromJournal.get(path).expect(200);
            Answer answer = fromSnapshot.get(path).expect(200);
            if (path.startsWith("/holds/")) {
                // The seconds that are left depend on the moment of asking.
                for (String field : List.of("state", "seats", "total", "expiresAt", "sequence", "adjacent")) {
                    assertThat(answer.at(field)).as(path + " " + field).isEqualTo(expected.at(field));
                }
            } else {
                assertThat(answer.bytes()).as(path).isEqualTo(expected.bytes());
            }
            assertThat(answer.header("ETag")).as(path).isEqualTo(expected.header("ETag"));
        }
        keyedBodies.forEach((key, body) -> {
            Answer expected = withKey(fromJournal, holdsPath, key, body);
            Answer answer = withKey(fromSnapshot, holdsPath, key, body);
            assertThat(answer.bytes()).isEqualTo(expected.bytes());
            assertThat(answer.status()).isEqualTo(expected.status());
            assertThat(answer.header("Idempotency-Replayed")).isEqualTo(expected.header("Idempotency-Replayed"));
        });
    }

    /** A bit of everything that readers can ask for; answers where holds of the last show are made. */
    private String sell(Api api) {
        House house = new House(api);
        String large = house.largeShow();
        paths.add("/shows/" + large);
        paths.add("/shows/" + large + "/seats");
        paths.add("/holds/" + house.hold(large, "ann", 3).expect(201).text("holdId"));
        paths.add("/bookings/" + house.booked(large, "bob", 2));
        String cancelled = house.booked(large, "cat", 2);
        house.cancel(cancelled, "cat").expect(200);
        paths.add("/bookings/" + cancelled);
        String released = house.hold(large, "dan", 1).expect(201).text("holdId");
        house.release(released, "dan").expect(204);
        paths.add("/holds/" + released);
        house.block(large, "Balcony-A-6").expect(200);
        String small = house.smallShow();
        paths.add("/shows/" + small + "/seats");
        String offered = house.hold(small, "eve", 1).expect(201).text("holdId");
        house.hold(small, "fay", 3).expect(201);
        for (String customer : List.of("gil", "hal", "ivy")) {
            paths.add("/waiters/" + house.join(small, customer, 1).expect(202).text("waiterId"));
        }
        String left = house.join(small, "jon", 1).expect(202).text("waiterId");
        house.leave(left, "jon");
        paths.add("/waiters/" + left);
        house.release(offered, "eve").expect(204);
        String holds = "/shows/" + large + "/holds";
        for (String body : List.of("{'customer':'kim','quantity':1}", "{'customer':'kim','quantity':11}")) {
            String key = Api.newKey();
            withKey(api, holds, key, json(body));
            keyedBodies.put(key, json(body));
        }
        keyedBodies
                .keySet()
                .retainAll(new ArrayList<>(keyedBodies.keySet()).subList(keyedBodies.size() - 2, keyedBodies.size()));
        return holds;
    }

    private int run(Object... arguments) {
        String[] words = List.of(arguments).stream().map(String::valueOf).toArray(String[]::new);
        return Rushline.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private static Answer withKey(Api api, String path, String key, String body) {
        return api.call("POST", path).idempotencyKey(key).json(body).send();
    }

    /** Where a recovery begins. */
    private static long start(Path data) {
        try (DataDirectory held = DataDirectory.open(data);
                Recovery recovery = Recovery.begin(held.snapshots(), EngineLimits.SERVER)) {
            return recovery.start().sequence();
        }
    }

    private static long stateHash(Path data) {
        try (DataDirectory held = DataDirectory.open(data);
                Recovery recovery = Recovery.begin(held.snapshots(), EngineLimits.SERVER)) {
            recovery.replay(held);
            return recovery.engine().stateHash();
        }
    }

    private static List<Path> snapshots(Path data) {
        return new SnapshotStore(data.resolve("snapshots")).newestFirst();
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (var walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path file : all) {
            Files.copy(file, to.resolve(from.relativize(file)));
        }
    }
}
