package io.rushline.loadtest.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers of a Rushline server to the byte, in files: what a bare handler answers in its place. */
final class HttpSamples {
    static final String HOLD = "hold";
    static final String BOOK = "book";
    static final String CANCEL = "cancel";
    static final String RELEASE = "release";
    static final String NOT_MODIFIED = "not-modified";

    private static final String BASE = "/api/v1";
    private static final String CUSTOMER = "customer0";
    private static final String HOLD_BODY = "{\"customer\":\"" + CUSTOMER + "\",\"seats\":[\"S1-R1-1\",\"S1-R1-2\"]}";
    private static final String BOOK_BODY = "{\"customer\":\"" + CUSTOMER + "\",\"paymentReference\":\"paid\"}";
    private static final String CANCEL_BODY = "{\"customer\":\"" + CUSTOMER + "\"}";

    private final Path directory;
    private int keys;

    private HttpSamples(Path directory) {
        this.directory = directory;
    }

    /**
     * Has the server answer each kind of request once; afterwards the show is as it was.
     *
     * @return the entity tag of the show's map
     */
    static String take(int port, String showId, Path directory) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            return new HttpSamples(directory).take(http, showId);
        }
    }

    private String take(RawHttp http, String showId) throws IOException {
        String holds = BASE + "/shows/" + showId + "/holds";
        String released = keep(HOLD, http.send("POST", holds, headers(), HOLD_BODY), 201, "\"holdId\":\"([^\"]+)\"");
        String release = BASE + "/holds/" + released + "?customer=" + CUSTOMER;
        keep(RELEASE, http.send("DELETE", release, headers(), ""), 204, "()");
        String held = keep(HOLD, http.send("POST", holds, headers(), HOLD_BODY), 201, "\"holdId\":\"([^\"]+)\"");
        String book = BASE + "/holds/" + held + "/book";
        String booked = keep(BOOK, http.send("POST", book, headers(), BOOK_BODY), 201, "\"bookingId\":\"([^\"]+)\"");
        String cancel = BASE + "/bookings/" + booked + "/cancel";
        keep(CANCEL, http.send("POST", cancel, headers(), CANCEL_BODY), 200, "()");
        String map = BASE + "/shows/" + showId + "/seats";
        String etag = keep("map", http.send("GET", map, headers(), ""), 200, "(?im)^etag: (\\S+)");
        keep(NOT_MODIFIED, http.send("GET", map, headers() + "If-None-Match: " + etag + "\r\n", ""), 304, "()");
        return etag;
    }

    private String headers() {
        return "Authorization: Bearer " + WireServer.WEB_KEY
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: sample-" + ++keys + "\r\n";
    }

    /** Writes an answer into a file; answers what a pattern finds in it. */
    private String keep(String name, byte[] answer, int status, String pattern) throws IOException {
        String text = new String(answer, US_ASCII);
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!text.startsWith("HTTP/1.1 " + status) || !found.find()) {
            throw new IllegalStateException("not the answer that was expected: " + text);
        }
        Files.write(directory.resolve(name), answer);
        return found.group(1);
    }
}
