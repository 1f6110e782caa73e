package io.rushline.gateway.http;

import io.rushline.gateway.auth.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the handler for a method and path.
 *
 * <p>Paths are taken exactly: segments are compared after percent-decoding, case and a slash at the end matter, and
 * where a segment could be a literal or a parameter the literal wins for good. The cost grows with the number of
 * segments, not of routes.
 *
 * <pre>{@code
 * router.post("/api/v1/shows/{id}/holds", Role.WEB, holds::create);
 * router.post("/api/v1/halls", Role.OPERATOR, halls::create).bodyLimitBytes(1 << 20).blocking(sqlExecutor);
 * router.open(Method.GET, "/healthz", exchange -> exchange.respond(200));
 * }</pre>
 *
 * <p>Threading: routes are registered before the server starts; afterwards they are only read.
 */
public final class Router {
    private final Node root = new Node();
    private final List<Route> routes = new ArrayList<>();

    /** A path that was found: what its segments hold, and the routes of its methods. */
    record Match(Map<Method, Route> routes, Map<String, String> parameters) {}

    public Route get(String path, Role role, Handler handler) {
        return add(Method.GET, path, Optional.of(role), handler);
    }

    public Route post(String path, Role role, Handler handler) {
        return add(Method.POST, path, Optional.of(role), handler);
    }

    public Route put(String path, Role role, Handler handler) {
        return add(Method.PUT, path, Optional.of(role), handler);
    }

    public Route patch(String path, Role role, Handler handler) {
        return add(Method.PATCH, path, Optional.of(role), handler);
    }

    public Route delete(String path, Role role, Handler handler) {
        return add(Method.DELETE, path, Optional.of(role), handler);
    }

    /** A route that needs no key. */
    public Route open(Method method, String path, Handler handler) {
        return add(method, path, Optional.empty(), handler);
    }

    /** All routes in the order of their registration. */
    public List<Route> routes() {
        return Collections.unmodifiableList(routes);
    }

    private Route add(Method method, String path, Optional<Role> role, Handler handler) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: " + path);
        }
        Node node = root;
        List<String> names = new ArrayList<>();
        for (String segment : segments(path)) {
            if (segment.startsWith("{") && segment.endsWith("}")) {
                names.add(segment.substring(1, segment.length() - 1));
                if (node.parameter == null) {
                    node.parameter = new Node();
                }
                node = node.parameter;
            } else {
                node = node.literals.computeIfAbsent(segment, ignored -> new Node());
            }
        }
        if (!node.routes.isEmpty() && !node.names.equals(names)) {
            throw new IllegalArgumentException("the parameters of this path are already named otherwise: " + path);
        }
        Route route = new Route(method, path, role, handler);
        if (node.routes.putIfAbsent(method, route) != null) {
            throw new IllegalArgumentException("registered twice: " + method + " " + path);
        }
        node.names = List.copyOf(names);
        routes.add(route);
        return route;
    }

    /**
     * The routes of a path.
     *
     * @param path still percent-encoded, without the query
     * @throws ProblemException {@code MALFORMED} when its encoding is broken
     */
    Optional<Match> find(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        Node node = root;
        List<String> values = new ArrayList<>(2);
        int slash = 0;
        while (slash >= 0) {
            int from = slash + 1;
            slash = path.indexOf('/', from);
            String text = PercentEncoding.decodeSegment(path.substring(from, slash < 0 ? path.length() : slash));
            Node next = node.literals.get(text);
            if (next == null) {
                next = node.parameter;
                values.add(text);
            }
            if (next == null || (text.isEmpty() && next == node.parameter)) {
                return Optional.empty();
            }
            node = next;
        }
        return node.routes.isEmpty() ? Optional.empty() : Optional.of(new Match(node.routes, node.parameters(values)));
    }

    /** What stands between the slashes; at least one segment, which may be empty. */
    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int from = 1;
        for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        segments.add(path.substring(from));
        return segments;
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<Method, Route> routes = new EnumMap<>(Method.class);
        private @Nullable Node parameter;
        private List<String> names = List.of();

        Map<String, String> parameters(List<String> values) {
            if (names.size() <= 1) {
                return names.isEmpty() ? Map.of() : Map.of(names.get(0), values.get(0));
            }
            Map<String, String> parameters = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                parameters.put(names.get(i), values.get(i));
            }
            return parameters;
        }
    }
}
