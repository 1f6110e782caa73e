package io.rushline.loadtest.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.Request;
import io.rushline.loadtest.wire.WireClient;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Makes what a run needs on the server, with the operator's key.
 *
 * <p>Threading: waits for each answer, so never on the event loop.
 */
public final class Operator {
    private static final String BASE = "/api/v1";
    private static final JsonFactory JSON = new JsonFactory();

    private final WireClient client;
    private final String url;
    private final String operatorKey;
    private final String runId;
    private final long timeoutMs;
    private int requests;

    public Operator(WireClient client, String url, String operatorKey, String runId, long timeoutMs) {
        this.client = client;
        this.url = url;
        this.operatorKey = operatorKey;
        this.runId = runId;
        this.timeoutMs = timeoutMs;
    }

    /** The fields of an object. */
    @FunctionalInterface
    public interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /** What the server has under this path. */
    public Reply read(String path) throws CouldNotRun {
        return replied("GET " + path, client.await(Request.get(BASE + path, operatorKey, timeoutMs)));
    }

    /**
     * Makes something.
     *
     * @param idField where the answer has the id of it
     * @return that id
     */
    public String create(String path, String idField, Fields fields) throws CouldNotRun {
        String key = runId + "-setup-" + requests++;
        Reply reply = replied(
                "POST " + path, client.await(Request.post(BASE + path, operatorKey, object(fields), key, timeoutMs)));
        String id = reply.answer().text(idField);
        if (id.isEmpty()) {
            throw new CouldNotRun("POST " + path + " at " + url + " answered " + reply.status() + " without " + idField
                    + "; is this a Rushline server?");
        }
        return id;
    }

    private static String object(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private Reply replied(String what, Outcome outcome) throws CouldNotRun {
        if (outcome instanceof Reply reply && reply.succeeded()) {
            return reply;
        }
        if (outcome instanceof Failure failure) {
            throw new CouldNotRun(
                    "no answer from " + url + " (" + failure.cause().label()
                            + "); start the server with ./rushline serve --demo, or name another with --url");
        }
        Reply refused = (Reply) outcome;
        if (Refusal.isOfTheKey(refused)) {
            throw new CouldNotRun(url + " refuses the operator key (" + refused.status()
                    + "); name the right one with --operator-key");
        }
        throw new CouldNotRun(what + " at " + url + " was refused: " + Refusal.said(refused));
    }
}
