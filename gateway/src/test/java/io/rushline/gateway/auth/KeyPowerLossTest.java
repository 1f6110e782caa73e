package io.rushline.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.journal.power.PowerDisk;
import io.rushline.journal.power.PowerImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a power loss leaves of a key file: a key that was revoked stays so, and one that was given out is known. */
class KeyPowerLossTest {
    private static final int CHANGES = 12;

    @TempDir
    private Path root = Path.of("");

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final List<Moment> moments = new ArrayList<>();
    private int keysBefore;
    private int keysAfter;

    /** An image, and the two counts of keys that may be in its file. */
    private record Moment(PowerImage image, int before, int after) {}

    @Test
    void shouldHaveTheLastChangeWhenItReturned() throws IOException {
        Path machine = Files.createDirectory(root.resolve("machine"));
        List<PowerDisk> disks = new ArrayList<>();
        try (PowerDisk disk = new PowerDisk(machine, () -> disks.forEach(this::take))) {
            disks.add(disk);
            KeyFile keys = new KeyFile(machine.resolve("keys"), disk);
            for (int change = 1; change <= CHANGES; change++) {
                boolean isRevoked = change % 3 == 0;
                keysAfter = keysBefore + (isRevoked ? -1 : 1);
                if (isRevoked) {
                    keys.revoke("web-" + (change - 1), "");
                } else {
                    keys.add("web-" + change, Role.WEB);
                }
                keysBefore = keysAfter;
                take(disk);
            }
        }
        assertThat(moments).hasSizeGreaterThan(3 * CHANGES);
        for (int i = 0; i < moments.size(); i++) {
            Moment moment = moments.get(i);
            Path after = root.resolve("after-" + i);
            moment.image().writeTo(after);
            Path file = after.resolve("keys");
            assertThat(Files.exists(file) ? new KeyFile(file).list().size() : 0)
                    .as("seed %d, image %d", seed, i)
                    .isIn(moment.before(), moment.after());
        }
    }

    private void take(PowerDisk disk) {
        try {
            moments.add(new Moment(disk.forced().withAnyOf(disk.now(), random), keysBefore, keysAfter));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
