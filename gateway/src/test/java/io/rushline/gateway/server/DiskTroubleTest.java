package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rushline.gateway.server.ServeProcess.Offer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process on a small file system of its own, which only root may mount. */
class DiskTroubleTest {
    private static final int BALLAST_STEP_BYTES = 64 * 1024;

    @TempDir
    private Path directory = Path.of("");

    /** The data directory is the whole disk, so that logs beside it are on another. */
    private Path data = Path.of("");

    private final Map<String, String> acknowledged = new LinkedHashMap<>();

    @BeforeEach
    void mount() throws Exception {
        data = Files.createDirectory(directory.resolve("disk"));
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        assumeTrue(isRoot && run("mount", "-t", "tmpfs", "-o", "size=48m", "none", data.toString()) == 0);
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", data.toString());
    }

    @Test
    void shouldStopWhenTheDiskIsFullAndLoseNothing() throws Exception {
        Path ballast = data.resolve("ballast");
        String path;
        try (ServeProcess server = ServeProcess.start(data)) {
            Offer offer = server.createOffer();
            path = "/shows/" + server.createShow(offer, 3000) + "/holds";
            assertThat(holdUntilItEnds(server, path, 20)).isFalse();
            fill(ballast);
            assertThat(holdUntilItEnds(server, path, 20_000)).isTrue();
            assertThat(server.ended()).isEqualTo(3);
            assertThat(server.complaints())
                    .singleElement()
                    .asString()
                    // The journal or the events, whichever needs space first.
                    .contains("the pipeline failed", "Cannot write the ", "No space left on device");
        }

        assertStartsInVain("No space left on device");

        Files.delete(ballast);
        assertNothingIsLost(path);
    }

    @Test
    void shouldNotStartWhenTheDiskIsReadOnly() throws Exception {
        String path;
        try (ServeProcess server = ServeProcess.start(data)) {
            path = "/shows/" + server.createShow(server.createOffer(), 3000) + "/holds";
            holdUntilItEnds(server, path, 5);
            server.kill();
        }
        assertThat(run("mount", "-o", "remount,ro", data.toString())).isZero();
        assertStartsInVain("Read-only file system");

        assertThat(run("mount", "-o", "remount,rw", data.toString())).isZero();
        assertNothingIsLost(path);
    }

    private void assertStartsInVain(String why) throws Exception {
        try (ServeProcess server = ServeProcess.launch(data)) {
            assertThat(server.ended()).isEqualTo(3);
            assertThat(server.complaints()).singleElement().asString().contains(why);
        }
    }

    private void assertNothingIsLost(String path) throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        try (ServeProcess server = ServeProcess.start(data)) {
            for (String key : acknowledged.keySet()) {
                answers.put(key, text(hold(server, path, key)));
            }
            assertThat(answers).isEqualTo(acknowledged);
            assertThat(hold(server, path, "another").statusCode()).isIn(201, 409);
            assertThat(server.terminate()).isZero();
        }
    }

    /** Whether the server went away while it was asked for holds. */
    private boolean holdUntilItEnds(ServeProcess server, String path, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            String key = "k" + acknowledged.size();
            try {
                HttpResponse<String> answer = hold(server, path, key);
                acknowledged.put(key, text(answer));
            } catch (IOException e) {
                return true;
            }
        }
        return false;
    }

    private static HttpResponse<String> hold(ServeProcess server, String path, String key)
            throws IOException, InterruptedException {
        return server.post(path, key, "{\"customer\":\"" + key + "\",\"quantity\":1}");
    }

    private static String text(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    /** Takes all space that is left. */
    private static void fill(Path ballast) throws IOException {
        byte[] step = new byte[BALLAST_STEP_BYTES];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(step);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
