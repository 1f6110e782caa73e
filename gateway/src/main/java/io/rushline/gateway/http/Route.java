package io.rushline.gateway.http;

import io.rushline.gateway.auth.Role;
import java.util.Optional;
import java.util.concurrent.Executor;

/** One entry of a {@link Router}: a method and a path, who may ask, and the handler with its options. */
public final class Route {
    private final Method method;
    private final String path;
    private final Optional<Role> role;
    private final Handler handler;
    private int bodyLimitBytes = -1;
    private Optional<Executor> executor = Optional.empty();
    private Lane lane;
    private boolean isCompressed;

    Route(Method method, String path, Optional<Role> role, Handler handler) {
        this.method = method;
        this.path = path;
        this.role = role;
        this.handler = handler;
        lane = method == Method.GET ? Lane.READ : Lane.COMMAND;
    }

    /** Takes bodies up to this length instead of the server's limit. */
    public Route bodyLimitBytes(int limitBytes) {
        if (limitBytes < 0) {
            throw new IllegalArgumentException("body limit " + limitBytes);
        }
        bodyLimitBytes = limitBytes;
        return this;
    }

    /**
     * Runs the handler on this executor, so that it may wait. The executor must be bounded: when it rejects a request,
     * 503 {@code OVERLOADED} is answered.
     */
    public Route blocking(Executor boundedExecutor) {
        executor = Optional.of(boundedExecutor);
        return this;
    }

    /** Counts requests in this lane, and not as reads or commands. */
    public Route lane(Lane otherLane) {
        lane = otherLane;
        return this;
    }

    /**
     * Compresses answers that are long enough, for clients that take it; on the thread that answers, which should not be
     * an event loop. An answer with an ETag stays as it is, since the tag stands for its bytes.
     */
    public Route compressed() {
        isCompressed = true;
        return this;
    }

    public Method method() {
        return method;
    }

    /** The path as it was registered, its parameters in braces. */
    public String path() {
        return path;
    }

    /** The role that is needed, or empty when no key is. */
    public Optional<Role> role() {
        return role;
    }

    Lane lane() {
        return lane;
    }

    boolean isCompressed() {
        return isCompressed;
    }

    Handler handler() {
        return handler;
    }

    Optional<Executor> executor() {
        return executor;
    }

    int bodyLimitBytesOr(int serversLimitBytes) {
        return bodyLimitBytes < 0 ? serversLimitBytes : bodyLimitBytes;
    }
}
