package io.rushline.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word is taken for where a request came from, and the header in which they say it.
 *
 * <p>The chain of addresses is read from its end, which is what the nearest proxy saw itself, as long as each is a
 * trusted proxy in turn. The first that is not is the client; what stands before it anybody can have written.
 *
 * <p>Only one of both headers is ever read: a proxy that writes one passes the other on as the client sent it.
 *
 * <p>Threading: immutable. Source: RFC 7239 for {@code Forwarded}.
 */
public final class TrustedProxies {
    public static final TrustedProxies NONE = new TrustedProxies(List.of(), Style.X_FORWARDED_FOR);

    private static final int MAX_CHAIN = 32;
    private static final Pattern FORWARDED_FOR =
            Pattern.compile("(?:^|;)\\s*for=(?:\"([^\"]*)\"|([^;\"\\s]*))", Pattern.CASE_INSENSITIVE);

    private final List<IpSubnetFilterRule> subnets;
    private final Style style;

    /** The header that the proxies write. */
    public enum Style {
        X_FORWARDED_FOR("X-Forwarded-For"),
        FORWARDED("Forwarded");

        private final String header;

        Style(String header) {
            this.header = header;
        }

        /** The style of a header's name, whatever its case. */
        public static Style of(String header) {
            for (Style style : values()) {
                if (style.header.equalsIgnoreCase(header)) {
                    return style;
                }
            }
            throw new IllegalArgumentException("must be X-Forwarded-For or Forwarded");
        }
    }

    private TrustedProxies(List<IpSubnetFilterRule> subnets, Style style) {
        this.subnets = subnets;
        this.style = style;
    }

    /**
     * Trusts these networks.
     *
     * @param networks such as {@code 10.0.0.0/8}, {@code fd00::/8}, or an address alone
     * @throws IllegalArgumentException when one of them is none
     */
    public static TrustedProxies of(List<String> networks, Style style) {
        return new TrustedProxies(networks.stream().map(TrustedProxies::rule).toList(), style);
    }

    /** The address a request came from. */
    InetAddress clientOf(InetAddress peer, HttpHeaders headers) {
        if (subnets.isEmpty() || !isTrusted(peer)) {
            return peer;
        }
        List<String> chain = chain(headers);
        InetAddress client = peer;
        for (int i = chain.size() - 1; i >= Math.max(0, chain.size() - MAX_CHAIN); i--) {
            InetAddress before = parse(chain.get(i));
            if (before == null) {
                break;
            }
            client = before;
            if (!isTrusted(before)) {
                break;
            }
        }
        return client;
    }

    private List<String> chain(HttpHeaders headers) {
        List<String> chain = new ArrayList<>();
        for (String header : headers.getAll(style.header)) {
            for (String element : header.split(",", -1)) {
                chain.add(style == Style.FORWARDED ? forwardedFor(element) : element.strip());
            }
        }
        return chain;
    }

    /** What stands behind {@code for=}, or nothing. */
    private static String forwardedFor(String element) {
        Matcher matcher = FORWARDED_FOR.matcher(element.strip());
        if (!matcher.find()) {
            return "";
        }
        String quoted = matcher.group(1);
        return quoted == null ? matcher.group(2) : quoted;
    }

    /** An address, perhaps with a port; null for anything else, such as the names that RFC 7239 lets proxies invent. */
    private static @Nullable InetAddress parse(String text) {
        String address = text;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            address = end < 0 ? "" : text.substring(1, end);
        } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
            address = text.substring(0, text.indexOf(':'));
        }
        return address.indexOf('%') >= 0 ? null : NetUtil.createInetAddressFromIpAddressString(address);
    }

    /** Whether this is the address of a trusted proxy. */
    public boolean isTrusted(InetAddress address) {
        InetSocketAddress socketAddress = new InetSocketAddress(address, 0);
        return subnets.stream().anyMatch(subnet -> subnet.matches(socketAddress));
    }

    private static IpSubnetFilterRule rule(String network) {
        int slash = network.indexOf('/');
        String text = slash < 0 ? network : network.substring(0, slash);
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(text);
        if (address == null) {
            throw new IllegalArgumentException("not a network such as 10.0.0.0/8: " + network);
        }
        int bits = address.getAddress().length * Byte.SIZE;
        try {
            int prefix = slash < 0 ? bits : Integer.parseInt(network.substring(slash + 1));
            return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "the prefix of %s must be from 0 to %d", network, bits), e);
        }
    }
}
