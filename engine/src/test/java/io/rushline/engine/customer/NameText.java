package io.rushline.engine.customer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A customer's name as tests like to see it. */
public final class NameText {
    private NameText() {}

    public static String of(Customers customers, int customer) {
        ByteBuffer words = ByteBuffer.allocate(CustomerName.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int length = customers.nameLength(customer);
        for (int i = 0; i < CustomerName.wordCount(length); i++) {
            words.putLong(customers.nameWord(customer, i));
        }
        return new String(words.array(), 0, length, StandardCharsets.US_ASCII);
    }
}
