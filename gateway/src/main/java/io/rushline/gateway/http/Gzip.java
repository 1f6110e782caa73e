package io.rushline.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses bodies for clients that say that they take it.
 *
 * <p>Threading: stateless. Source: RFC 1952, and RFC 9110 section 12.5.3 for what a client says.
 */
final class Gzip {
    /** Less than this leaves with its head in one or two segments anyway. */
    static final int MIN_BYTES = 1_024;

    static final Header ENCODING = new Header("Content-Encoding", "gzip");
    static final Header VARY = new Header("Vary", "Accept-Encoding");

    private static final String NAME = "gzip";
    private static final String ANY = "*";

    private Gzip() {}

    static byte[] compress(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Whether a client wants gzip rather than the bytes as they are. */
    static boolean isWanted(HttpHeaders request) {
        List<String> headers = request.getAll(HttpHeaderNames.ACCEPT_ENCODING);
        double gzip = -1;
        double any = 0;
        double identity = -1;
        for (String header : headers) {
            for (String element : header.split(",", -1)) {
                String[] parts = element.split(";", -1);
                double quality = quality(parts);
                switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
                    case NAME, "x-gzip" -> gzip = Math.max(gzip, quality);
                    case ANY -> any = quality;
                    case "identity" -> identity = quality;
                    default -> {
                        // Codings that are not known here.
                    }
                }
            }
        }
        double wanted = gzip < 0 ? any : gzip;
        return wanted > 0 && wanted >= identity;
    }

    /** From 0 to 1; what cannot be read counts as not wanted. */
    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                String value = parameter.substring(2).strip();
                return value.matches("(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)") ? Double.parseDouble(value) : 0;
            }
        }
        return 1;
    }
}
