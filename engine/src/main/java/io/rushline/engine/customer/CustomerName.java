package io.rushline.engine.customer;

import io.rushline.engine.bytes.LittleEndian;
import io.rushline.engine.hash.Fingerprint;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** A customer's name: 1 to 64 printable ASCII characters, in words of eight. */
public final class CustomerName {
    /** The longest name. */
    public static final int MAX_BYTES = 64;

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final long SPACES = EACH_BYTE * ' ';

    private final long[] words = new long[MAX_BYTES / Long.BYTES];
    private int length;
    private boolean isValid;

    /** Reads a name; {@link #isValid()} says whether it is one. */
    public CustomerName read(byte[] bytes, int offset, int length) {
        this.length = length;
        isValid = length >= 1 && length <= MAX_BYTES;
        for (int at = 0; isValid && at < length; at += Long.BYTES) {
            long word = word(bytes, offset, length, at);
            words[at >>> 3] = word;
            isValid = isPrintable(word, length - at);
        }
        return this;
    }

    public boolean isValid() {
        return isValid;
    }

    /** As {@link #isPrintable(DirectBuffer, int, int)}. */
    public static boolean isPrintable(byte[] bytes, int offset, int length) {
        for (int at = 0; at < length; at += Long.BYTES) {
            if (!isPrintable(word(bytes, offset, length, at), length - at)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes are printable ASCII, as customers' names and payment references must be. */
    public static boolean isPrintable(DirectBuffer buffer, int offset, int length) {
        int position = 0;
        for (; position + Long.BYTES <= length; position += Long.BYTES) {
            if (!isPrintable(buffer.getLong(offset + position, ByteOrder.LITTLE_ENDIAN))) {
                return false;
            }
        }
        for (; position < length; position++) {
            byte c = buffer.getByte(offset + position);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** Of a word of which only so many bytes count. */
    private static boolean isPrintable(long word, int length) {
        return isPrintable(length >= Long.BYTES ? word : word | SPACES << (length << 3));
    }

    /** Eight at once: no byte has its high bit, is below a space, or above a tilde. */
    private static boolean isPrintable(long word) {
        long belowSpace = (word | HIGH_BITS) - SPACES;
        long aboveTilde = word + EACH_BYTE * (0x7F - '~');
        return ((word | ~belowSpace | aboveTilde) & HIGH_BITS) == 0;
    }

    /** Begins to take over a valid name of so many characters, whose words follow. */
    public void begin(int length) {
        this.length = length;
        isValid = true;
    }

    /** The next word of it. */
    public void word(int index, long word) {
        words[index] = word;
    }

    /** Whether both are valid and the same. */
    public boolean isEqualTo(CustomerName other) {
        boolean isEqual = isValid && other.isValid && length == other.length;
        for (int i = 0; isEqual && i < wordCount(length); i++) {
            isEqual = words[i] == other.words[i];
        }
        return isEqual;
    }

    public int length() {
        return length;
    }

    /**
     * The same for equal names; of valid ones only.
     *
     * @param seed what nobody outside knows, so that nobody can choose names whose hashes are equal
     */
    long hash(long seed) {
        long hash = seed ^ length;
        for (int i = 0; i < wordCount(length); i++) {
            hash = Fingerprint.mix(hash ^ words[i]);
        }
        return hash;
    }

    /** Eight characters, little-endian, with zeros behind the last. */
    public long word(int index) {
        return words[index];
    }

    /** Words that so many characters take. */
    public static int wordCount(int length) {
        return (length + Long.BYTES - 1) >>> 3;
    }

    /** The eight characters from {@code at} on, with zeros behind the last. */
    private static long word(byte[] bytes, int offset, int length, int at) {
        int left = length - at;
        if (left >= Long.BYTES) {
            return LittleEndian.getLong(bytes, offset + at);
        }
        if (length >= Long.BYTES) {
            return LittleEndian.getLong(bytes, offset + length - Long.BYTES) >>> (Long.SIZE - (left << 3));
        }
        long word = 0;
        for (int i = 0; i < left; i++) {
            word |= (bytes[offset + at + i] & 0xFFL) << (i << 3);
        }
        return word;
    }
}
