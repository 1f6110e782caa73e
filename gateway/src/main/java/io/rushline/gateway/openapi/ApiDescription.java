package io.rushline.gateway.openapi;

import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Method;
import io.rushline.gateway.http.PreparedBody;
import io.rushline.gateway.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /openapi.json}: the description, a file that is written by hand. */
public final class ApiDescription {
    private static final String FILE = "openapi.json";
    private static final String CONTENT_TYPE = "application/json";

    private final PreparedBody json = new PreparedBody(read());

    public void register(Router router) {
        router.open(Method.GET, "/" + FILE, this::answer);
    }

    private void answer(Exchange exchange) {
        exchange.refuseQuery();
        exchange.responseHeader("Cache-Control", "max-age=300").respond(200, CONTENT_TYPE, json);
    }

    private static byte[] read() {
        try (InputStream file = ApiDescription.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the jar");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
