package io.rushline.gateway.openapi;

import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Method;
import io.rushline.gateway.http.PreparedBody;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/**
 * {@code GET /docs}: the API's description for people, shown by Swagger UI. The pages load nothing from elsewhere, and
 * their content security policy forbids it. They are read once and kept, as reading the largest from its jar takes longer
 * than an event loop may wait.
 */
public final class ApiPages {
    private static final Problem NOT_FOUND = Problem.of(404, "NOT_FOUND", "There is nothing at this path");
    private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/" + libraryVersion() + "/";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Page> pages = Map.of(
            "docs.js", Page.read("docs.js", "text/javascript; charset=utf-8"),
            "swagger-ui.css", Page.read(LIBRARY + "swagger-ui.css", "text/css; charset=utf-8"),
            "swagger-ui-bundle.js", Page.read(LIBRARY + "swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
            "favicon-32x32.png", Page.read(LIBRARY + "favicon-32x32.png", "image/png"));
    private final Page index = Page.read("docs.html", "text/html; charset=utf-8");

    /** What is sent for one path. */
    private static final class Page {
        private final PreparedBody body;
        private final String contentType;

        private Page(PreparedBody body, String contentType) {
            this.body = body;
            this.contentType = contentType;
        }

        static Page read(String resource, String contentType) {
            try (InputStream file = ApiPages.class.getResourceAsStream(resource)) {
                if (file == null) {
                    throw new IllegalStateException(resource + " is missing from the jars");
                }
                return new Page(new PreparedBody(file.readAllBytes()), contentType);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Adds the routes. They are answered on the event loop, so that a connection whose client does not read is not asked
     * for more.
     */
    public void register(Router router) {
        router.open(Method.GET, "/docs", exchange -> answer(exchange, index));
        router.open(Method.GET, "/docs/{file}", this::file);
    }

    private void file(Exchange exchange) {
        Page page = pages.get(exchange.parameter("file"));
        if (page == null) {
            throw NOT_FOUND.exception();
        }
        answer(exchange, page);
    }

    private static void answer(Exchange exchange, Page page) {
        exchange.refuseQuery();
        exchange.responseHeader("Content-Security-Policy", POLICY)
                .responseHeader("X-Content-Type-Options", "nosniff")
                .responseHeader("Cache-Control", "max-age=300")
                .respond(200, page.contentType, page.body);
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
