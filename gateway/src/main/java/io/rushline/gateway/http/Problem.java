package io.rushline.gateway.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An answer that says why a request was refused, in the form of RFC 9457.
 *
 * <p>Immutable: each method that adds something returns a new problem, so that one without details may be a constant.
 * The request's id is added when the problem is sent.
 *
 * <pre>{@code
 * static final Problem NOT_ON_SALE = Problem.of(425, "NOT_ON_SALE", "Sales have not begun");
 * throw NOT_ON_SALE.instant("onSaleAt", show.onSaleAtMs()).retryAfter(30).exception();
 * }</pre>
 */
public final class Problem {
    static final String CONTENT_TYPE = "application/problem+json";

    private final int status;
    private final String code;
    private final String title;
    private final String detail;
    private final List<FieldError> errors;
    private final Map<String, Object> members;
    private final List<Header> headers;

    private Problem(
            int status,
            String code,
            String title,
            String detail,
            List<FieldError> errors,
            Map<String, Object> members,
            List<Header> headers) {
        this.status = status;
        this.code = code;
        this.title = title;
        this.detail = detail;
        this.errors = errors;
        this.members = members;
        this.headers = headers;
    }

    /**
     * A problem without details.
     *
     * @param status 400 to 599
     * @param code what programs tell problems by, such as {@code SHOW_FULL}; {@code type} is derived from it
     * @param title the same for all problems of this code
     */
    public static Problem of(int status, String code, String title) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not the status of a problem: " + status);
        }
        return new Problem(status, code, title, "", List.of(), Map.of(), List.of());
    }

    /** 400 {@code MALFORMED}: the request itself is wrong. */
    public static Problem malformed(String detail) {
        return Refusals.MALFORMED.detail(detail);
    }

    public Problem detail(String text) {
        return new Problem(status, code, title, text, errors, members, headers);
    }

    /** Adds an entry to {@code errors}. */
    public Problem error(String field, String text) {
        return errors(List.of(new FieldError(field, text)));
    }

    /** Adds entries to {@code errors}. */
    public Problem errors(List<FieldError> more) {
        List<FieldError> all = new ArrayList<>(errors);
        all.addAll(more);
        return new Problem(status, code, title, detail, List.copyOf(all), members, headers);
    }

    /** Adds a member of its own to the object. */
    public Problem member(String name, String value) {
        return with(name, value);
    }

    /** Adds a member of its own to the object. */
    public Problem member(String name, long value) {
        return with(name, value);
    }

    /** Adds a point in time to the object. */
    public Problem instant(String name, long epochMs) {
        return with(name, Instants.format(epochMs));
    }

    /** Adds a header to the answer. */
    public Problem header(String name, String value) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header(name, value));
        return new Problem(status, code, title, detail, errors, members, List.copyOf(all));
    }

    /** Says when it is worth to try again. */
    public Problem retryAfter(long seconds) {
        return header("Retry-After", Long.toString(seconds));
    }

    /** This problem, ready to be thrown. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** What this case is about, or the title when nothing more is known. */
    public String detail() {
        return detail.isEmpty() ? title : detail;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** A URI reference that stays the same for all problems of this code. */
    public String type() {
        return "/problems/" + code.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Headers of the answer, beside those that every answer has. */
    public List<Header> headers() {
        return headers;
    }

    byte[] toJson(String requestId) {
        return JsonWriter.toBytes(json -> {
            json.field("type", type()).field("title", title).field("status", status);
            json.field("detail", detail()).field("code", code).field("requestId", requestId);
            if (!errors.isEmpty()) {
                json.objects(
                        "errors",
                        errors,
                        (each, error) -> each.field("field", error.field()).field("detail", error.detail()));
            }
            members.forEach((name, value) -> {
                if (value instanceof Long number) {
                    json.field(name, number.longValue());
                } else {
                    json.field(name, value.toString());
                }
            });
        });
    }

    private Problem with(String name, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(members);
        all.put(name, value);
        return new Problem(status, code, title, detail, errors, all, headers);
    }
}
