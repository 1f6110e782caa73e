package io.rushline.gateway.http;

import io.rushline.gateway.auth.Principal;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request whose body is complete, and the one answer to it.
 *
 * <p>Threading: it may be answered from any thread, now or later; the answer moves to the connection's event loop by
 * itself. Whoever answers first wins: each form of answering returns whether this answer is the one, so that a timeout
 * and a late reply may race. Callbacks run on the event loop and must not wait.
 */
public final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final String JSON = "application/json";
    private static final String BASE = "/api/v1/";

    private final Carrier carrier;
    private final Slot slot;
    private final RequestHead head;
    private final Callbacks callbacks;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final List<Header> responseHeaders = new ArrayList<>(2);
    private byte[] body = {};

    Exchange(Carrier carrier, Slot slot, RequestHead head) {
        this.carrier = carrier;
        this.slot = slot;
        this.head = head;
        this.callbacks = new Callbacks(this, carrier.eventLoop());
    }

    /** HEAD counts as GET; its body is left out on the way. */
    public Method method() {
        return head.route().method();
    }

    /** The path as the client sent it, still percent-encoded, without the query. */
    public String path() {
        return head.path();
    }

    /** The route that was taken. */
    public Route route() {
        return head.route();
    }

    /** What stands in the path for a name in braces, decoded and never empty. */
    public String parameter(String name) {
        String value = head.parameters().get(name);
        if (value == null) {
            throw new IllegalArgumentException(route().path() + " has no parameter " + name);
        }
        return value;
    }

    /**
     * Reads the query parameters.
     *
     * @throws ProblemException {@code MALFORMED}, naming what is wrong and every parameter that was not asked for
     */
    public <T> T query(Function<Query, T> reader) {
        return head.query().read(reader);
    }

    /**
     * Takes no query parameters.
     *
     * @throws ProblemException {@code MALFORMED}, naming those that are there
     */
    public void refuseQuery() {
        head.query().read(Function.identity());
    }

    /** The header of this name, whatever its case; several lines of it are one list (RFC 9110, section 5.3). */
    public Optional<String> header(String name) {
        if (!head.headers().contains(name)) {
            return Optional.empty();
        }
        Iterator<String> lines = head.headers().valueStringIterator(name);
        String first = lines.next();
        return Optional.of(lines.hasNext() ? String.join(", ", head.headers().getAll(name)) : first);
    }

    /** The body as it came; empty when there is none. */
    public byte[] bytes() {
        return body;
    }

    /**
     * Reads the body, a JSON object.
     *
     * @throws ProblemException {@code MALFORMED}, listing everything that is wrong
     */
    public <T> T read(Function<JsonObject, T> reader) {
        return JsonObject.read(body, reader);
    }

    /** Who asks. Only on routes that need a role. */
    public Principal principal() {
        return head.principal().orElseThrow(() -> new IllegalStateException(route().path() + " is open to everybody"));
    }

    /** The client's {@code X-Request-Id}, or one of ours. It stands in each answer and is not the idempotency key. */
    public String requestId() {
        return slot.requestId;
    }

    public SocketAddress remoteAddress() {
        return carrier.remoteAddress();
    }

    /**
     * The header {@code Idempotency-Key} or {@code X-Idempotency-Key}.
     *
     * @throws ProblemException {@code MALFORMED} when it is there but not usable
     */
    public Optional<String> idempotencyKey() {
        return IdempotencyKey.of(head.headers());
    }

    /**
     * The idempotency key of a request that must have one.
     *
     * @throws ProblemException {@code IDEMPOTENCY_KEY_REQUIRED} when there is none, {@code MALFORMED} as above
     */
    public String requiredIdempotencyKey() {
        return idempotencyKey().orElseThrow(Refusals.KEY_REQUIRED::exception);
    }

    /** The engine's id for this request, from who asks and the idempotency key that must be there. */
    public RequestId engineRequestId() {
        return RequestId.of(principal().name(), requiredIdempotencyKey());
    }

    /** Adds a header to the answer; before answering, one thread at a time. */
    public Exchange responseHeader(String name, String value) {
        if (ResponseEncoder.isOwnHeader(name)) {
            throw new IllegalArgumentException("the server itself writes " + name);
        }
        responseHeaders.add(new Header(name, value));
        return this;
    }

    /** Answers without a body. */
    public boolean respond(int status) {
        return answer(Response.empty(status, List.copyOf(responseHeaders)));
    }

    /** Answers with bytes, which must not change afterwards. */
    public boolean respond(int status, String contentType, byte[] content) {
        Response plain = new Response(status, contentType, content, List.copyOf(responseHeaders));
        return answer(route().isCompressed() && isOpen() ? compressed(plain) : plain);
    }

    /** Answers with a body that is kept compressed, too. */
    public boolean respond(int status, String contentType, PreparedBody content) {
        List<Header> headers = new ArrayList<>(responseHeaders);
        headers.add(Gzip.VARY);
        byte[] body = Gzip.isWanted(head.headers()) ? content.compressed() : content.plain();
        if (body != content.plain()) {
            headers.add(Gzip.ENCODING);
        }
        return answer(new Response(status, contentType, body, headers));
    }

    /** Answers with a JSON object. When writing it fails, the answer is 500. */
    public boolean json(int status, Consumer<JsonWriter> members) {
        if (!isOpen()) {
            return false;
        }
        try {
            return respond(status, JSON, JsonWriter.toBytes(members));
        } catch (RuntimeException e) {
            return fail(e);
        }
    }

    /**
     * Answers that there is something new, with a JSON object and its {@code Location}. When writing fails, the answer is 500, and
     * says nothing of a place.
     *
     * @param path where it is to be found, below the API's base
     */
    public boolean created(int status, String path, Consumer<JsonWriter> members) {
        return json(status, json -> {
            members.accept(json);
            responseHeader("Location", BASE + path);
        });
    }

    /**
     * Answers with a stream of events. Its connection is used for nothing else from then on.
     *
     * @param onOpen takes the stream when its head is on the way; runs on the event loop
     */
    public boolean stream(Consumer<EventStream> onOpen) {
        return answer(Response.of(carrier.newStream(onOpen, head.isKeyValid()), responseHeaders));
    }

    /** Answers with a problem. */
    public boolean problem(Problem problem) {
        return isOpen() && answer(Response.of(problem, slot.requestId).plus(responseHeaders));
    }

    /** Answers for a handler that failed: with the problem that was thrown, or 500 and a line in the log. */
    public boolean fail(Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            return problem(refusal.problem());
        }
        logError("failed", failure);
        return problem(Refusals.INTERNAL_ERROR);
    }

    /** Answers 504 in the handler's place. */
    void refuseLate() {
        logError("was not answered in time", null);
        problem(Refusals.NO_ANSWER);
    }

    private void logError(String what, @Nullable Throwable cause) {
        String id = head.unsaid().requestId(slot.requestId);
        LOG.atError()
                .addKeyValue("requestId", id)
                .setCause(cause)
                .log("{} {} {}, request {}", method(), route().path(), what, id);
    }

    /** True while an answer would still reach somebody. */
    public boolean isOpen() {
        return !answered.get() && carrier.isOpen();
    }

    /** Runs when the client goes away before it got its answer; at once when it is gone already. */
    public void onClose(Runnable callback) {
        callbacks.onClose(callback);
    }

    /**
     * Runs after a while unless the request was answered or its client went away before; for long polling. When the
     * server closes, it runs early. A second call replaces the first.
     */
    public void onTimeout(long delayMs, Runnable callback) {
        callbacks.onTimeout(delayMs, callback);
    }

    /**
     * Goes on where waiting is allowed, after the engine has carried out a command. Answers for the task when it fails.
     *
     * <p>When the executor rejects the task the answer is 504: 503 would say that nothing has happened, and the outcome
     * that all is done. The same request, sent again with the same key, gets the engine's answer again and does what is left.
     */
    public void continueOn(Executor boundedExecutor, Runnable task) {
        try {
            boundedExecutor.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    fail(e);
                }
            });
        } catch (RejectedExecutionException e) {
            logError("was carried out, but too much waits to complete it", null);
            problem(Refusals.NO_ANSWER.detail("Too much waits for the catalogue; ask again with the same key"));
        }
    }

    /** The event loop of the connection. */
    public ScheduledExecutorService executor() {
        return carrier.eventLoop();
    }

    /** Runs on the connection's event loop: at once when this is it, else soon, unless the loop has ended. */
    public void onEventLoop(Runnable task) {
        if (carrier.eventLoop().inEventLoop()) {
            task.run();
            return;
        }
        try {
            carrier.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("an event loop has ended with all its clients");
        }
    }

    /** Nothing more is read from the client until {@link #resumeReading} was called as often; on the event loop. */
    public void pauseReading() {
        carrier.pauseReading();
    }

    public void resumeReading() {
        carrier.resumeReading();
    }

    /** The body is complete: hands the request to its handler. */
    void dispatch() {
        if (route().executor().isEmpty()) {
            run();
            return;
        }
        try {
            route().executor().get().execute(this::run);
        } catch (RejectedExecutionException e) {
            problem(Refusals.OVERLOADED);
        }
    }

    private void run() {
        try {
            route().handler().handle(this);
        } catch (Throwable e) {
            // Errors too: whatever happened, somebody waits for an answer.
            fail(e);
        }
    }

    void body(byte[] bytes) {
        body = bytes;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    boolean answered() {
        return answered.get();
    }

    Carrier carrier() {
        return carrier;
    }

    private Response compressed(Response plain) {
        if (plain.has("ETag")) {
            return plain;
        }
        if (plain.body().length < Gzip.MIN_BYTES || !Gzip.isWanted(head.headers())) {
            return plain.plus(List.of(Gzip.VARY));
        }
        return new Response(plain.status(), plain.contentType(), Gzip.compress(plain.body()), plain.headers())
                .plus(List.of(Gzip.VARY, Gzip.ENCODING));
    }

    private boolean answer(Response response) {
        return answered.compareAndSet(false, true) && carrier.answer(slot, response);
    }
}
