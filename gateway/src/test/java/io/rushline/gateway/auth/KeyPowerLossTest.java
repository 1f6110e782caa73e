package io.rushline.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.auth.SignedIds.Kind;
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

/** What a power loss leaves of key files: a key that was revoked stays so, one that was given out is known, ids stay valid. */
class KeyPowerLossTest {
    private static final int CHANGES = 12;

    @TempDir
    private Path root = Path.of("");

    private final long seed = Long.getLong("rushline.seed", new Random().nextInt());
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
        assertThat(moments).hasSizeGreaterThan(CHANGES);
        for (int i = 0; i < moments.size(); i++) {
            Moment moment = moments.get(i);
            Path after = root.resolve("after-" + i);
            moment.image().writeTo(after);
            Path file = after.resolve("keys");
            assertThat(Files.exists(file) ? new KeyFile(file).list().size() : 0)
                    .as("-Drushline.seed=%d, image %d", seed, i)
                    .isIn(moment.before(), moment.after());
        }
    }

    /** Who made the key was killed in front of the force; who starts next gives out ids that are signed with it. */
    @Test
    void shouldForceTheKeyThatItSignsWith() throws IOException {
        Path machine = Files.createDirectory(root.resolve("machine"));
        Path after = root.resolve("after");
        try (PowerDisk disk = new PowerDisk(machine, () -> {})) {
            byte[] key = new byte[ServerKey.LENGTH_BYTES];
            random.nextBytes(key);
            Files.write(machine.resolve(ServerKey.FILE_NAME), key);

            String id = SignedIds.open(machine, disk).sign(Kind.HOLD, 7);

            disk.forced().writeTo(after);
            assertThat(SignedIds.open(after).verify(Kind.HOLD, id)).hasValue(7);
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
