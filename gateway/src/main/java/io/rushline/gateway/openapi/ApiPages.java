package io.rushline.gateway.openapi;

import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Method;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/**
 * {@code GET /docs}: the API's description for people, shown by Swagger UI. The pages load nothing from elsewhere, and
 * their content security policy forbids it.
 */
public final class ApiPages {
    private static final Problem NOT_FOUND = Problem.of(404, "NOT_FOUND", "There is nothing at this path");
    private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/" + libraryVersion() + "/";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, Page> PAGES = Map.of(
            "docs.js", new Page("docs.js", "text/javascript; charset=utf-8"),
            "swagger-ui.css", new Page(LIBRARY + "swagger-ui.css", "text/css; charset=utf-8"),
            "swagger-ui-bundle.js", new Page(LIBRARY + "swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
            "favicon-32x32.png", new Page(LIBRARY + "favicon-32x32.png", "image/png"));
    private static final Page INDEX = new Page("docs.html", "text/html; charset=utf-8");

    private record Page(String resource, String contentType) {}

    /**
     * Adds the routes.
     *
     * @param blocking pages are read from the jar
     */
    public void register(Router router, Executor blocking) {
        router.open(Method.GET, "/docs", exchange -> answer(exchange, INDEX)).blocking(blocking);
        router.open(Method.GET, "/docs/{file}", this::file).blocking(blocking);
    }

    private void file(Exchange exchange) throws IOException {
        Page page = PAGES.get(exchange.parameter("file"));
        if (page == null) {
            throw NOT_FOUND.exception();
        }
        answer(exchange, page);
    }

    private static void answer(Exchange exchange, Page page) throws IOException {
        exchange.refuseQuery();
        exchange.responseHeader("Content-Security-Policy", POLICY)
                .responseHeader("X-Content-Type-Options", "nosniff")
                .responseHeader("Cache-Control", "max-age=300")
                .respond(200, page.contentType(), read(page.resource()));
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream file = ApiPages.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is missing from the jars");
            }
            return file.readAllBytes();
        }
    }

    /** It stands in the path of the library's files. */
    private static String libraryVersion() {
        try (InputStream file =
                ApiPages.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
