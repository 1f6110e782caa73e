package io.rushline.engine.bytes;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Reads and writes little-endian numbers anywhere in an array of bytes.
 *
 * <p>What the engine does a few dozen times a command is done here. A buffer of Agrona's may have memory of any kind, so each access
 * to one checks its bounds, then what kind it is, and keeps the compiler from remembering anything across it; here one comparison
 * is left. See docs/decisions/0064.
 *
 * <p>Caveat: a number that does not lie in the array is an {@link IndexOutOfBoundsException}.
 */
public final class LittleEndian {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, LITTLE_ENDIAN);
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, LITTLE_ENDIAN);

    private LittleEndian() {}

    public static long getLong(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    public static int getInt(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    public static short getShort(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at);
    }

    public static void putLong(byte[] bytes, int at, long value) {
        LONGS.set(bytes, at, value);
    }

    public static void putInt(byte[] bytes, int at, int value) {
        INTS.set(bytes, at, value);
    }

    public static void putShort(byte[] bytes, int at, short value) {
        SHORTS.set(bytes, at, value);
    }
}
