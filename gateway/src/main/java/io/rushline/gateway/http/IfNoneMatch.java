package io.rushline.gateway.http;

/** The condition {@code If-None-Match}. Source: RFC 9110, section 13.1.2. */
public final class IfNoneMatch {
    private IfNoneMatch() {}

    /**
     * Whether a condition names what has this tag: it is a list of tags, compared weakly, since proxies that compress
     * make them weak, or a star for any.
     *
     * @param condition the header's value
     * @param tag with its quotes
     */
    public static boolean matches(String condition, String tag) {
        if (condition.equals(tag)) {
            return true;
        }
        for (String each : condition.split(",", -1)) {
            String candidate = each.strip();
            if (candidate.equals("*") || candidate.equals(tag) || candidate.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}
