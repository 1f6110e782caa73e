package io.rushline.gateway.auth;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a log leaves unsaid: API keys, wherever a client has put them.
 *
 * <p>A query is never logged, and a path only up to what looks like one: {@code /cities&api_dev_key=...} is a slip of the
 * pen, and {@code %3F} one of a client that encodes twice. A word or a part of a path that is a key, that has one behind or before
 * a sign, as in {@code Bearer%20KEY} or {@code key:KEY}, or that stands before a host, gives way to {@code (key)}.
 *
 * <p>Threading: any thread.
 */
public final class Unsaid {
    private static final Pattern LIKE_A_QUERY = Pattern.compile("[?&;=]|%(25)*(3F|26|3B|3D)", Pattern.CASE_INSENSITIVE);

    /** What is in no key that {@code rushline keys add} makes. */
    private static final Pattern SIGNS = Pattern.compile("(?:%[0-9A-Fa-f]{2}|[^A-Za-z0-9_-])+");

    private static final Pattern MADE_HERE = Pattern.compile("[0-9a-f]{16}");
    private static final String LEFT_OUT = "...";
    private static final String KEY = "(key)";
    private static final int MAX_PARTS = 16;

    /** Each of them costs a hash. */
    private static final int MAX_PIECES = 8;

    private final KeyLookup keys;

    /** @param keys are not said */
    public Unsaid(KeyLookup keys) {
        this.keys = keys;
    }

    /** A word of the client's; of one with many signs only that there was one. */
    public String word(String word) {
        if (keys.find(word).isPresent()) {
            return KEY;
        }
        String[] pieces = SIGNS.split(word, MAX_PIECES + 1);
        if (pieces.length == 1) {
            return word;
        }
        for (int i = 0; i < Math.min(pieces.length, MAX_PIECES); i++) {
            if (!pieces[i].isEmpty() && keys.find(pieces[i]).isPresent()) {
                return KEY;
            }
        }
        return pieces.length > MAX_PIECES ? LEFT_OUT : word;
    }

    /** A request's id. Those that the server makes are not looked up among the keys, as nearly all are of its making. */
    public String requestId(String id) {
        return MADE_HERE.matcher(id).matches() ? id : word(id);
    }

    /** A path without its query. */
    public String path(String path) {
        Matcher query = LIKE_A_QUERY.matcher(path);
        boolean isCut = query.find();
        String[] parts = (isCut ? path.substring(0, query.start()) : path).split("/", MAX_PARTS + 1);
        StringBuilder said = new StringBuilder(path.length());
        for (int i = 0; i < Math.min(parts.length, MAX_PARTS); i++) {
            said.append(i == 0 ? "" : "/").append(part(parts[i]));
        }
        return isCut || parts.length > MAX_PARTS ? said.append(LEFT_OUT).toString() : said.toString();
    }

    /** Of {@code http://user:password@host/} the host is said. */
    private String part(String part) {
        int at = part.lastIndexOf('@');
        return at < 0 ? word(part) : KEY + "@" + word(part.substring(at + 1));
    }
}
