package io.rushline.gateway.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * What counts as one address: an IPv4 address, or the /64 of an IPv6 address, since whoever has one such address has
 * all of that network.
 *
 * @param bits the address, or the first 64 bits of it
 */
public record Network(boolean isV6, long bits) {
    /** The one that an address belongs to. */
    public static Network of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address
                ? new Network(true, bytes.getLong())
                : new Network(false, Integer.toUnsignedLong(bytes.getInt()));
    }

    @Override
    public String toString() {
        return isV6
                ? String.format(
                        Locale.ROOT,
                        "%x:%x:%x:%x::/64",
                        bits >>> 48,
                        bits >>> 32 & 0xFFFF,
                        bits >>> 16 & 0xFFFF,
                        bits & 0xFFFF)
                : String.format(
                        Locale.ROOT, "%d.%d.%d.%d", bits >> 24, bits >> 16 & 0xFF, bits >> 8 & 0xFF, bits & 0xFF);
    }
}
