package io.rushline.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacSha256Test {
    @Test
    void shouldSignAsTheJdkDoes() throws Exception {
        Random random = new Random(1);
        for (int length = 0; length < 200; length++) {
            byte[] key = new byte[1 + random.nextInt(64)];
            byte[] message = new byte[length];
            random.nextBytes(key);
            random.nextBytes(message);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] signature = new byte[HmacSha256.LENGTH_BYTES];

            new HmacSha256(key).sign(message, length, signature);

            assertThat(signature).isEqualTo(mac.doFinal(message));
        }
    }
}
