package io.rushline.loadtest.wire;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

/**
 * The server under load: where it listens, and what the Host header calls it.
 *
 * <p>Unless it is told otherwise, it accepts only this machine: a load tester that is pointed at somebody else's server
 * by a slip does harm. Names other than {@code localhost} are not even looked up then.
 */
public record Target(InetSocketAddress address, String hostHeader) {
    private static final int DEFAULT_PORT = 80;

    /**
     * Reads {@code http://host[:port]}.
     *
     * @throws IllegalArgumentException saying what is wrong with the URL, fit to be shown to whoever typed it
     */
    public static Target of(String url, boolean allowRemote) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + url + "' is not a URL: " + e.getReason(), e);
        }
        String host = uri.getHost();
        if (!"http".equals(uri.getScheme()) || host == null) {
            throw new IllegalArgumentException("'" + url + "' is not of the form http://host:port");
        }
        String path = uri.getRawPath();
        if ((path != null && !path.isEmpty() && !path.equals("/")) || uri.getRawQuery() != null) {
            throw new IllegalArgumentException("'" + url + "' has more than host and port; the paths are fixed");
        }
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("'" + url + "' has a port outside 1 to 65535");
        }
        InetAddress address = allowRemote ? anyAddress(host) : loopbackAddress(host);
        return new Target(new InetSocketAddress(address, port), host + ":" + port);
    }

    private static InetAddress loopbackAddress(String host) {
        InetAddress address = host.equals("localhost")
                ? InetAddress.getLoopbackAddress()
                : NetUtil.createInetAddressFromIpAddressString(unbracketed(host));
        if (address == null || !address.isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "'" + host + "' is not this machine; add --allow-remote if you may put load on it");
        }
        return address;
    }

    private static InetAddress anyAddress(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the host '" + host + "' is not known", e);
        }
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
