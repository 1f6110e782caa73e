package io.rushline.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.rushline.gateway.auth.KeyHash;
import io.rushline.gateway.auth.Principal;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.auth.Unsaid;
import java.net.InetAddress;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Decides from its head whether a request may go on to send its body. The refusals are tested in a fixed order: how it
 * is framed, where it goes, who asks, how often, what it brings.
 *
 * <p>Threading: stateless; keys and limits look after themselves.
 */
final class Admission {
    private static final String JSON = "application/json";

    /** RFC 7396: what is absent stays, which is what our PATCH means by any JSON. */
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private static final String BEARER = "bearer ";

    private static final AsciiString AUTHORIZATION = AsciiString.cached("Authorization");
    private static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");

    /** Those of RFC 3986, sections 3.2.2 and 3.2.3. */
    private static final BitSet HOST_CHARACTERS =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=%:[]"
                    .chars()
                    .collect(BitSet::new, BitSet::set, BitSet::or);

    private final Router router;
    private final Reception reception;
    private final Unsaid unsaid;
    private final int bodyLimitBytes;

    Admission(Router router, Reception reception, int bodyLimitBytes) {
        this.router = router;
        this.reception = reception;
        this.unsaid = new Unsaid(reception.keys());
        this.bodyLimitBytes = bodyLimitBytes;
    }

    /** Why the end of the request cannot be known for sure, so that nothing behind it may be read. */
    static Optional<Problem> framingFault(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return Optional.of(Refusals.VERSION_NOT_SUPPORTED);
        }
        HttpHeaders headers = request.headers();
        int hosts = count(headers, HttpHeaderNames.HOST);
        if (hosts > 1 || (hosts == 0 && version.equals(HttpVersion.HTTP_1_1))) {
            return Optional.of(Problem.malformed("There must be exactly one Host header, but there are " + hosts));
        }
        if (hosts == 1 && !isHost(headers.get(HttpHeaderNames.HOST))) {
            return Optional.of(Problem.malformed("The Host header must be a host, and may have a port"));
        }
        int codings = count(headers, HttpHeaderNames.TRANSFER_ENCODING);
        if (codings > 1 || (codings == 1 && !isChunked(headers.get(HttpHeaderNames.TRANSFER_ENCODING)))) {
            return Optional.of(Problem.malformed("The only Transfer-Encoding known here is chunked"));
        }
        return Optional.empty();
    }

    /** What is wrong with a head that could not be decoded. */
    static Problem decodingFault(HttpHeaders headers) {
        int lengths = count(headers, HttpHeaderNames.CONTENT_LENGTH);
        boolean isTold = lengths > 1 || (lengths == 1 && headers.contains(HttpHeaderNames.TRANSFER_ENCODING));
        return isTold
                ? Problem.malformed("There must be one Content-Length, and no Transfer-Encoding beside it")
                : Refusals.NOT_HTTP;
    }

    RequestObserver observer() {
        return reception.observer();
    }

    /** Begins to note what is known of a request; its head may be broken. */
    Visit visit(HttpRequest request, InetAddress peer) {
        InetAddress address = reception.proxies().clientOf(peer, request.headers());
        Visit visit =
                new Visit(address, request.method().name(), reception.cors().headers(request.headers()));
        int question = request.uri().indexOf('?');
        visit.path = question < 0 ? request.uri() : request.uri().substring(0, question);
        return visit;
    }

    /**
     * Lets a request in.
     *
     * @param visit is filled in; what stands there holds for a refused request, too
     * @param lastKey of the connection on which it came
     * @throws ProblemException when the request is refused
     */
    RequestHead admit(HttpRequest request, Visit visit, LastKey lastKey) {
        String target = originForm(request.uri());
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        Query query = Query.parse(question < 0 ? "" : target.substring(question + 1));
        Router.Match match;
        Route route;
        BooleanSupplier isKeyValid = () -> true;
        try {
            match = router.find(path).orElseThrow(Refusals.NOT_FOUND::exception);
            route = route(match.routes(), request.method());
            visit.route = route.path();
            if (route.role().isPresent()) {
                String key = key(request.headers(), query);
                KeyHash hash = lastKey.hashOf(key);
                Principal principal = principal(hash);
                lastKey.remember(key, hash);
                visit.principal = Optional.of(principal);
                isKeyValid = () ->
                        reception.keys().find(hash).filter(principal::equals).isPresent();
            }
        } catch (ProblemException e) {
            // Whoever asks for nothing in particular, or without a key, is counted by address.
            visit.headers = reception.gatekeeper().admit(visit.client(), Lane.READ);
            throw e;
        }
        visit.headers = reception.gatekeeper().admit(visit.client(), route.lane());
        route.role().ifPresent(needed -> refuseOtherRole(visit, needed));
        refuseBody(request.headers(), route);
        return new RequestHead(
                route, path, match.parameters(), query, request.headers(), visit.principal, isKeyValid, unsaid);
    }

    private static void refuseOtherRole(Visit visit, Role needed) {
        Principal principal = visit.principal.orElseThrow();
        if (!principal.role().covers(needed)) {
            throw Refusals.FORBIDDEN
                    .detail("This needs the role " + word(needed) + ", and the key of " + principal.name()
                            + " has the role " + word(principal.role()))
                    .exception();
        }
    }

    int bodyLimitBytes(Route route) {
        return route.bodyLimitBytesOr(bodyLimitBytes);
    }

    /**
     * What OPTIONS is answered with; empty for other methods and for paths that do not exist.
     *
     * @throws ProblemException when the client must stay away, or slow down
     */
    Optional<Response> options(HttpRequest request, Visit visit) {
        Optional<Response> answer = optionsAnswer(request);
        if (answer.isPresent()) {
            // Browsers send no key with it, so that it is counted by address.
            visit.headers = reception.gatekeeper().admit(visit.client(), Lane.READ);
        }
        return answer;
    }

    private Optional<Response> optionsAnswer(HttpRequest request) {
        if (!request.method().equals(HttpMethod.OPTIONS)) {
            return Optional.empty();
        }
        if (request.uri().equals("*")) {
            return Optional.of(Response.empty(204, List.of()));
        }
        String target = originForm(request.uri());
        int question = target.indexOf('?');
        return router.find(question < 0 ? target : target.substring(0, question))
                .map(match -> allowed(request.headers(), allow(match.routes())));
    }

    private Response allowed(HttpHeaders headers, String methods) {
        return Response.empty(204, List.of(new Header("Allow", methods)))
                .plus(reception.cors().preflightHeaders(headers, methods));
    }

    private static Route route(Map<Method, Route> routes, HttpMethod method) {
        String wanted = method.equals(HttpMethod.HEAD) ? Method.GET.name() : method.name();
        for (Map.Entry<Method, Route> entry : routes.entrySet()) {
            if (entry.getKey().name().equals(wanted)) {
                return entry.getValue();
            }
        }
        String allow = allow(routes);
        throw Refusals.METHOD_NOT_ALLOWED
                .detail("This path takes " + allow)
                .header("Allow", allow)
                .exception();
    }

    private static String allow(Map<Method, Route> routes) {
        TreeSet<String> names = new TreeSet<>(List.of("OPTIONS"));
        routes.keySet().forEach(method -> names.add(method.name()));
        if (routes.containsKey(Method.GET)) {
            names.add("HEAD");
        }
        return String.join(", ", names);
    }

    private static String key(HttpHeaders headers, Query query) {
        String authorization = headers.get(AUTHORIZATION);
        if (authorization != null) {
            refuseSecond(headers, AUTHORIZATION);
            if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                throw unauthorized("The Authorization header must be: Bearer KEY");
            }
            return authorization.substring(BEARER.length()).strip();
        }
        List<String> values = query.all(Query.KEY_PARAMETER);
        if (values.size() > 1) {
            throw Problem.malformed(
                            "The query parameter " + Query.KEY_PARAMETER + " is given " + values.size() + " times")
                    .exception();
        }
        if (values.isEmpty()) {
            throw unauthorized("There is no key: send the header Authorization: Bearer KEY");
        }
        return values.get(0);
    }

    private Principal principal(KeyHash hash) {
        return reception.keys().find(hash).orElseThrow(() -> unauthorized("This key is not known"));
    }

    private void refuseBody(HttpHeaders headers, Route route) {
        if (!isNothingBut(HttpHeaderValues.CONTINUE, headers, HttpHeaderNames.EXPECT)) {
            throw Refusals.EXPECTATION_FAILED.exception();
        }
        long length = contentLength(headers);
        if (length == 0) {
            return;
        }
        refuseSecond(headers, CONTENT_TYPE);
        String type = headers.get(CONTENT_TYPE);
        boolean isPatch = route.method() == Method.PATCH;
        if (type == null || !isJson(type, isPatch)) {
            throw (isPatch ? Refusals.UNSUPPORTED_PATCH : Refusals.UNSUPPORTED_MEDIA_TYPE).exception();
        }
        if (!isNothingBut(HttpHeaderValues.IDENTITY, headers, HttpHeaderNames.CONTENT_ENCODING)) {
            throw Refusals.UNSUPPORTED_MEDIA_TYPE
                    .detail("Compressed bodies are not taken")
                    .exception();
        }
        if (length > bodyLimitBytes(route)) {
            throw tooLarge(bodyLimitBytes(route)).exception();
        }
    }

    static Problem tooLarge(int limitBytes) {
        return Refusals.CONTENT_TOO_LARGE.detail("The body may have " + limitBytes + " bytes here");
    }

    /** The announced length, or -1 when a body comes in chunks. */
    static long contentLength(HttpHeaders headers) {
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return -1;
        }
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static boolean isJson(String contentType, boolean isPatch) {
        String[] parts = contentType.split(";", -1);
        String type = parts[0].strip();
        if (!type.equalsIgnoreCase(JSON) && !(isPatch && type.equalsIgnoreCase(MERGE_PATCH))) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }

    /** What is no list may stand on one line only: which of two is meant, nobody knows. */
    private static void refuseSecond(HttpHeaders headers, AsciiString name) {
        if (count(headers, name) > 1) {
            throw Problem.malformed("There is more than one " + name + " header")
                    .exception();
        }
    }

    /** Whether each line of a header, if there is one, has this value. */
    private static boolean isNothingBut(AsciiString value, HttpHeaders headers, AsciiString name) {
        return !headers.contains(name) || headers.getAll(name).stream().allMatch(value::contentEqualsIgnoreCase);
    }

    private static int count(HttpHeaders headers, CharSequence name) {
        int count = 0;
        for (Iterator<?> values = headers.valueCharSequenceIterator(name); values.hasNext(); values.next()) {
            count++;
        }
        return count;
    }

    /** What stands there is not ours to judge, but whoever is before us must not take it for something else. */
    private static boolean isHost(String host) {
        return hostEnd(host, 0) == host.length();
    }

    /** Behind the last character of a host, and its port, that begins at an index. */
    private static int hostEnd(String text, int begin) {
        int end = begin;
        while (end < text.length() && HOST_CHARACTERS.get(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isChunked(String coding) {
        return HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding.strip());
    }

    /** A proxy may send the whole URI; only what stands behind the authority says where it goes. */
    private static String originForm(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        int scheme = target.indexOf("://");
        if (scheme < 0 || !(isScheme(target, scheme, "http") || isScheme(target, scheme, "https"))) {
            throw Problem.malformed("The request target must be a path").exception();
        }
        int authority = scheme + "://".length();
        int end = hostEnd(target, authority);
        boolean isWhole = end == target.length();
        if (end == authority || !(isWhole || target.charAt(end) == '/' || target.charAt(end) == '?')) {
            throw Problem.malformed("The request target must name a host, and may have a port")
                    .exception();
        }
        return !isWhole && target.charAt(end) == '/' ? target.substring(end) : "/" + target.substring(end);
    }

    private static boolean isScheme(String target, int length, String scheme) {
        return length == scheme.length() && target.regionMatches(true, 0, scheme, 0, length);
    }

    private static ProblemException unauthorized(String detail) {
        return Refusals.UNAUTHORIZED.detail(detail).exception();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
