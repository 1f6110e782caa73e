package io.rushline.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.gateway.auth.SignedIds.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedIdsTest {
    private final SignedIds ids = SignedIds.withKey(new byte[32]);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldVerifyWhatItSigned(long id) {
        for (Kind kind : Kind.values()) {
            String token = ids.sign(kind, id);

            assertThat(token).matches("[hbw]_[A-Za-z0-9_-]{32}");
            assertThat(ids.verify(kind, token)).hasValue(id);
        }
    }

    @Test
    void shouldSignTheSameWhateverItSignedBefore() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Kind> kinds = List.of(Kind.values());
        IdSignature signature = new IdSignature();
        for (int i = 0; i < 10_000; i++) {
            // Few ids, many of which fall on the same place among the recent ones.
            Kind kind = kinds.get(random.nextInt(kinds.size()));
            long id = random.nextInt(4) | (long) random.nextInt(4) << (10 + random.nextInt(50));
            SignedIds fresh = SignedIds.withKey(new byte[32]);
            fresh.sign(kind, id, signature);

            assertThat(ids.sign(kind, id)).as("seed %s", seed).isEqualTo(fresh.sign(kind, id));
            assertThat(ids.isSigned(kind, id, signature.first(), signature.second()))
                    .as("seed %s", seed)
                    .isTrue();
            assertThat(ids.isSigned(kind, id + 1, signature.first(), signature.second()))
                    .as("seed %s", seed)
                    .isFalse();
        }
    }

    @Test
    void shouldStayTheSameForever() {
        // Customers keep these ids: another encoding would make every one of them invalid.
        assertThat(ids.sign(Kind.HOLD, 1)).isEqualTo("h_AAAAAAAAAAFc8U-8rdO0SWB3QAqUmbR4");
    }

    @Test
    void shouldRefuseTokenOfAnotherKindOrKey() {
        String token = ids.sign(Kind.HOLD, 7);

        assertThat(ids.verify(Kind.BOOKING, token)).isEmpty();
        assertThat(ids.verify(Kind.BOOKING, "b" + token.substring(1))).isEmpty();
        byte[] otherKey = new byte[32];
        otherKey[31] = 1;
        assertThat(SignedIds.withKey(otherKey).verify(Kind.HOLD, token)).isEmpty();
    }

    @Test
    void shouldRefuseEveryTokenThatDiffersInOneCharacter() {
        String token = ids.sign(Kind.WAITER, 123_456_789);
        for (int i = 0; i < token.length(); i++) {
            for (char c = 0; c < 256; c++) {
                if (c != token.charAt(i)) {
                    String changed = token.substring(0, i) + c + token.substring(i + 1);
                    assertThat(ids.verify(Kind.WAITER, changed)).as(changed).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h",
                "h_",
                "h_AAAA",
                "h_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "h_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void shouldRefuseWhatIsNoToken(String token) {
        assertThat(ids.verify(Kind.HOLD, token)).isEmpty();
        assertThat(ids.verify(Kind.HOLD, token + "A")).isEmpty();
        assertThat(ids.verify(Kind.HOLD, token + "\u20ac")).isEmpty();
    }

    @Test
    void shouldRefuseRandomTokens() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int round = 0; round < 10_000; round++) {
            StringBuilder token = new StringBuilder("h_");
            for (int i = 0; i < 32; i++) {
                token.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(ids.verify(Kind.HOLD, token.toString()))
                    .as("seed %d, %s", seed, token)
                    .isEmpty();
        }
    }

    @Test
    void shouldSignFromManyThreadsAtOnce() throws InterruptedException {
        AtomicInteger wrong = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            long first = t * 1_000_000L;
            Thread thread = new Thread(() -> {
                for (long id = first; id < first + 2_000; id++) {
                    if (ids.verify(Kind.HOLD, ids.sign(Kind.HOLD, id)).orElse(-1) != id) {
                        wrong.incrementAndGet();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(wrong).hasValue(0);
    }

    @Test
    void shouldKeepItsKeyInTheDirectory() throws IOException {
        Path data = directory.resolve("not/there/yet");
        String token = SignedIds.open(data).sign(Kind.BOOKING, 9);

        assertThat(SignedIds.open(data).verify(Kind.BOOKING, token)).hasValue(9);
        assertThat(SignedIds.open(directory.resolve("other")).verify(Kind.BOOKING, token))
                .isEmpty();
        Path file = data.resolve(ServerKey.FILE_NAME);
        assertThat(file).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(data).isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
    }

    @Test
    void shouldSignWithTheNewestKeyAndVerifyWithAll() throws IOException {
        String old = SignedIds.open(directory).sign(Kind.HOLD, 1);
        ServerKey.rotate(directory, true);
        SignedIds rotated = SignedIds.open(directory);

        assertThat(rotated.sign(Kind.HOLD, 1)).isNotEqualTo(old);
        assertThat(rotated.verify(Kind.HOLD, old)).hasValue(1);
        assertThat(rotated.verify(Kind.HOLD, rotated.sign(Kind.HOLD, 1))).hasValue(1);
        assertThat(rotated.verify(Kind.BOOKING, "b" + old.substring(1))).isEmpty();
    }

    @Test
    void shouldForgetOlderKeysWhenToldSoAndBoundThem() throws IOException {
        String old = SignedIds.open(directory).sign(Kind.HOLD, 1);
        for (int count = 2; count <= ServerKey.MAX_KEYS; count++) {
            assertThat(ServerKey.rotate(directory, true)).isEqualTo(count);
        }

        assertThatThrownBy(() -> ServerKey.rotate(directory, true)).isInstanceOf(BrokenKeyFileException.class);
        assertThat(SignedIds.open(directory).verify(Kind.HOLD, old)).hasValue(1);
        assertThat(ServerKey.rotate(directory, false)).isEqualTo(1);
        assertThat(SignedIds.open(directory).verify(Kind.HOLD, old)).isEmpty();
    }

    @Test
    void shouldIgnoreUnfinishedKeyOfAProcessThatDied() throws IOException {
        Files.write(directory.resolve(ServerKey.FILE_NAME + ".new"), new byte[5]);

        String token = SignedIds.open(directory).sign(Kind.HOLD, 1);

        assertThat(SignedIds.open(directory).verify(Kind.HOLD, token)).hasValue(1);
    }

    @Test
    void shouldRefuseToStartWhenKeyFileIsNoKey() throws IOException {
        Path file = Files.write(directory.resolve(ServerKey.FILE_NAME), new byte[31]);

        assertThatThrownBy(() -> SignedIds.open(directory))
                .isInstanceOf(BrokenKeyFileException.class)
                .hasMessageContaining(file + " must have 32 bytes for each of 1 to 8 keys, but has 31");
        assertThat(file).hasSize(31);
    }

    /** All zeros is what a disk gives back that has lost the page. */
    @Test
    void shouldRefuseToSignWithAKeyOfZeros() throws IOException {
        Path file = Files.write(directory.resolve(ServerKey.FILE_NAME), new byte[32]);

        assertThatThrownBy(() -> SignedIds.open(directory))
                .isInstanceOf(BrokenKeyFileException.class)
                .hasMessageContaining(file + " has a key of zeros");
    }

    @Test
    void shouldMakeNothingWhenIdsAreOnlyRead() {
        assertThatThrownBy(() -> SignedIds.read(directory)).isInstanceOf(NoSuchFileException.class);
        assertThat(directory).isEmptyDirectory();
    }
}
