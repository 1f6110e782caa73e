package io.rushline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.http.HttpOptions;
import io.rushline.gateway.http.HttpServer;
import io.rushline.gateway.http.Method;
import io.rushline.gateway.http.Route;
import io.rushline.gateway.http.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueRoutesTest {
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
    private static final String CHICAGO =
            "{\"cityId\":\"1\",\"name\":\"Chicago\",\"state\":\"IL\",\"lat\":41.88,\"lon\":-87.63}";
    private static final String LAKE = "{\"cinemaId\":\"1\",\"name\":\"Lake\",\"cityId\":\"1\",\"city\":\"Chicago\","
            + "\"state\":\"IL\",\"address\":\"1 Lake Street\",\"postalCode\":\"60601\",\"lat\":41.89,\"lon\":-87.62";
    private static final String JAWS = "{\"movieId\":\"1\",\"title\":\"Jaws\",\"description\":null,"
            + "\"durationMinutes\":124,\"genre\":\"Thriller\",\"language\":null,\"releaseDate\":\"1975-06-20\"}";

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ThreadPoolExecutor blocking =
            new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(64));
    private Catalogue catalogue;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        catalogue = Catalogue.open(directory);
        Router router = new Router();
        new CatalogueRoutes(catalogue, blocking).register(router);
        server = HttpServer.start(HttpOptions.port(0), router, ApiKeys.demo());
    }

    @AfterEach
    void stop() {
        server.close();
        blocking.shutdown();
        catalogue.close();
    }

    @Test
    void shouldAnswerWithTheWholeObjectWhenOperatorCreates() throws Exception {
        HttpResponse<String> city = post("/cities", "{'name':'Chicago','state':'IL','lat':41.88,'lon':-87.63}");
        HttpResponse<String> cinema = post(
                "/cinemas",
                "{'cityId':'1','name':'Lake','address':'1 Lake Street','postalCode':'60601','lat':41.89,'lon':-87.62}");
        HttpResponse<String> movie = post(
                "/movies",
                "{'title':'Jaws','durationMinutes':124,'genre':'Thriller','releaseDate':'1975-06-20','language':null}");

        assertThat(city.statusCode()).isEqualTo(201);
        assertThat(city.body()).isEqualTo(CHICAGO);
        assertThat(city.headers().firstValue("Location")).contains("/api/v1/cities/1");
        assertThat(cinema.statusCode()).isEqualTo(201);
        assertThat(cinema.body()).isEqualTo(LAKE + "}");
        assertThat(movie.statusCode()).isEqualTo(201);
        assertThat(movie.body()).isEqualTo(JAWS);
        assertThat(get("/cities/1").body()).isEqualTo(CHICAGO);
        assertThat(get("/movies/1").body()).isEqualTo(JAWS);
        assertThat(get("/cinemas/1").body()).isEqualTo(LAKE + ",\"halls\":[]}");
    }

    @Test
    void shouldPutCinemaWhereItsCityIsWhenItHasNoPosition() throws Exception {
        fill();
        HttpResponse<String> cinema = post("/cinemas", "{'cityId':'1','name':'Bare'}");

        assertThat(cinema.body())
                .isEqualTo("{\"cinemaId\":\"2\",\"name\":\"Bare\",\"cityId\":\"1\",\"city\":\"Chicago\","
                        + "\"state\":\"IL\",\"address\":null,\"postalCode\":null,\"lat\":41.88,\"lon\":-87.63}");
    }

    @Test
    void shouldListAndFindCities() throws Exception {
        fill();
        post("/cities", "{'name':'Boston','state':'MA','lat':42.36,'lon':-71.06}");

        String boston = "{\"cityId\":\"2\",\"name\":\"Boston\",\"state\":\"MA\",\"lat\":42.36,\"lon\":-71.06}";
        assertThat(get("/cities").body()).isEqualTo("{\"items\":[" + boston + "," + CHICAGO + "],\"next\":null}");
        assertThat(get("/cities?q=CHIC&state=il").body()).isEqualTo("{\"items\":[" + CHICAGO + "],\"next\":null}");
        assertThat(get("/cities?q=&state=").body()).contains("Boston").contains("Chicago");
        assertThat(get("/cities?q=%25").body()).isEqualTo("{\"items\":[],\"next\":null}");

        String first = get("/cities?limit=1").body();
        assertThat(first).startsWith("{\"items\":[" + boston + "],\"next\":\"");
        assertThat(get("/cities?limit=1&cursor=" + next(first)).body())
                .isEqualTo("{\"items\":[" + CHICAGO + "],\"next\":null}");
    }

    @Test
    void shouldListCinemasWithHallsAndDistance() throws Exception {
        fill();

        assertThat(get("/cinemas/1").body())
                .isEqualTo(LAKE + ",\"halls\":[{\"hallId\":\"5\",\"name\":\"Hall 1\",\"capacity\":200}]}");
        assertThat(get("/cinemas?q=la&city=chicago&postalCode=60601").body())
                .isEqualTo("{\"items\":[" + LAKE + "}],\"next\":null}");
        assertThat(get("/cinemas?lat=41.88&lon=-87.62&radiusKm=2").body())
                .isEqualTo("{\"items\":[" + LAKE + ",\"distanceKm\":1.112}],\"next\":null}");
        assertThat(get("/cinemas?lat=41.88&lon=-87.62&radiusKm=1").body()).isEqualTo("{\"items\":[],\"next\":null}");
        assertThat(get("/cinemas?lat=41.88&lon=-87.62").body()).contains("Lake");
    }

    @Test
    void shouldListMoviesAndTheirShows() throws Exception {
        fill();

        String show = "{\"showId\":\"9\",\"movie\":{\"movieId\":\"1\",\"title\":\"Jaws\"},\"cinema\":" + LAKE
                + "},\"hall\":{\"hallId\":\"5\",\"name\":\"Hall 1\"},\"startsAt\":\"2026-12-24T19:30:00.000Z\","
                + "\"endsAt\":\"2026-12-24T21:34:00.000Z\",\"onSaleAt\":\"2026-11-01T00:00:00.000Z\"}";
        String lost = "{\"showId\":\"10\",\"movie\":{\"movieId\":\"1\",\"title\":\"Jaws\"},\"cinema\":null,"
                + "\"hall\":{\"hallId\":\"404\",\"name\":null},\"startsAt\":\"2026-12-25T19:30:00.000Z\","
                + "\"endsAt\":\"2026-12-25T21:34:00.000Z\",\"onSaleAt\":\"2026-11-01T00:00:00.000Z\"}";
        assertThat(get("/movies?q=jaw&city=1&from=2026-12-24T19:00:00Z&to=2026-12-24T20:30:00%2B01:00")
                        .body())
                .isEqualTo("{\"items\":[],\"next\":null}");
        assertThat(get("/movies?q=jaw&city=1&from=2026-12-24T19:30:00Z&to=2026-12-25T00:00:00Z")
                        .body())
                .isEqualTo("{\"items\":[" + JAWS + "],\"next\":null}");
        assertThat(get("/movies/1/shows").body()).isEqualTo("{\"items\":[" + show + "," + lost + "],\"next\":null}");
        assertThat(get("/movies/1/shows?city=Chicago").body()).isEqualTo("{\"items\":[" + show + "],\"next\":null}");
        assertThat(get("/movies/1/shows?from=2026-12-25T00:00:00Z").body())
                .isEqualTo("{\"items\":[" + lost + "],\"next\":null}");
    }

    @Test
    void shouldChangeOnlyWhatIsGivenWhenOperatorPatches() throws Exception {
        fill();

        assertThat(patch("/cities/1", "{'name':'Chicago!'}").body()).isEqualTo(CHICAGO.replace("Chicago", "Chicago!"));
        assertThat(patch("/cities/1", "{}").body()).contains("Chicago!");
        assertThat(patch("/cinemas/1", "{'address':null,'lat':1.5,'lon':2}").body())
                .contains("\"address\":null")
                .contains("\"postalCode\":\"60601\"")
                .contains("\"lat\":1.5,\"lon\":2.0");
        assertThat(patch("/movies/1", "{'releaseDate':null,'durationMinutes':125,'description':'Shark'}")
                        .body())
                .isEqualTo(JAWS.replace("\"1975-06-20\"", "null")
                        .replace("124", "125")
                        .replace("\"description\":null", "\"description\":\"Shark\""));
        assertThat(get("/movies/1").body()).contains("Shark");
        post("/cities", "{'name':'Boston','state':'MA','lat':42.36,'lon':-71.06}");
        assertThat(patch("/cinemas/1", "{'cityId':'2'}").body()).contains("\"city\":\"Boston\"");
    }

    @Test
    void shouldListHallsAndShowsForOperatorsPageByPage() throws Exception {
        fill();
        catalogue.recordHalls(List.of(new Hall(6, 1, "Hall 2", 90)));
        catalogue.recordHalls(List.of(new Hall(7, 77, "Attic", 10)));

        assertThat(list("/halls?q=hall&limit=1").body())
                .startsWith(
                        "{\"items\":[{\"hallId\":\"5\",\"name\":\"Hall 1\",\"capacity\":200,\"cinemaId\":\"1\"}],\"next\":");
        assertThat(list("/halls?q=hall&limit=1&cursor="
                                + next(list("/halls?q=hall&limit=1").body()))
                        .body())
                .isEqualTo(
                        "{\"items\":[{\"hallId\":\"6\",\"name\":\"Hall 2\",\"capacity\":90,\"cinemaId\":\"1\"}],\"next\":null}");
        assertThat(list("/halls?cinemaId=77").body()).contains("Attic").doesNotContain("Hall");
        String firstShow = list("/shows?limit=1").body();
        assertThat(firstShow).contains("\"showId\":\"9\"").doesNotContain("\"showId\":\"10\"");
        assertThat(list("/shows?limit=1&cursor=" + next(firstShow)).body()).contains("\"showId\":\"10\"");
        assertThat(list("/shows?hallId=404").body())
                .contains("\"showId\":\"10\"")
                .doesNotContain("\"showId\":\"9\"");
        assertThat(list("/shows?movieId=2").body()).isEqualTo("{\"items\":[],\"next\":null}");
        assertThat(list("/shows?city=Chicago").body())
                .contains("\"showId\":\"9\"")
                .doesNotContain("\"showId\":\"10\"");
        assertErrors(list("/shows?movieId=x"), "movieId", "must be an id");
        assertErrors(list("/halls?cursor=" + next(firstShow)), "cursor", InvalidCursor.DETAIL);
        assertProblem(get("/halls"), 403, "FORBIDDEN");
        assertProblem(get("/shows"), 403, "FORBIDDEN");
    }

    @Test
    void shouldSayNotFoundWhenThereIsNoSuchThing() throws Exception {
        fill();
        for (String id : new String[] {"2", "0", "01", "-1", "x", "99999999999999999999", "%00", "1%201"}) {
            assertProblem(get("/cities/" + id), 404, "CITY_NOT_FOUND");
            assertProblem(get("/cinemas/" + id), 404, "CINEMA_NOT_FOUND");
            assertProblem(get("/movies/" + id), 404, "MOVIE_NOT_FOUND");
            assertProblem(get("/movies/" + id + "/shows"), 404, "MOVIE_NOT_FOUND");
            assertProblem(patch("/cities/" + id, "{}"), 404, "CITY_NOT_FOUND");
            assertProblem(patch("/cinemas/" + id, "{}"), 404, "CINEMA_NOT_FOUND");
            assertProblem(patch("/movies/" + id, "{}"), 404, "MOVIE_NOT_FOUND");
        }
    }

    @Test
    void shouldRefuseSearchOptionsThatAreNotThereYet() throws Exception {
        for (String option : new String[] {
            "spellcheck=yes", "spellcheck=no", "sort=name,asc", "lat=1", "lon=1", "radiusKm=5", "postalCode=60601"
        }) {
            HttpResponse<String> refusal = get("/movies?" + option);
            assertProblem(refusal, 400, "MALFORMED");
            assertThat(refusal.body())
                    .contains("\"field\":\"" + option.substring(0, option.indexOf('=')) + "\"")
                    .contains("is not understood yet; this list understands q, city, from, to, limit and cursor");
        }
        assertProblem(get("/cities?sort=name"), 400, "MALFORMED");
    }

    @Test
    void shouldRefuseQueriesThatMakeNoSense() throws Exception {
        assertErrors(get("/cities?limit=31"), "limit", "must be a whole number from 1 to 30");
        assertErrors(get("/cities?limit=0"), "limit", "must be a whole number from 1 to 30");
        assertErrors(get("/cities?q=%00"), "q", "must not contain control characters");
        assertErrors(get("/cities?q=" + "x".repeat(101)), "q", "must have 0 to 100 characters, but has 101");
        assertErrors(get("/cities?cursor=abc"), "cursor", InvalidCursor.DETAIL);
        assertErrors(get("/cinemas?lat=1"), "lon", "is missing: lat and lon go together, and radiusKm needs both");
        assertErrors(get("/cinemas?radiusKm=1"), "lat", "is missing: lat and lon go together, and radiusKm needs both");
        assertErrors(get("/cinemas?lat=91&lon=0"), "lat", "must be a number from -90.0 to 90.0");
        assertErrors(get("/cinemas?lat=1&lon=0&radiusKm=501"), "radiusKm", "must be a number from 0.001 to 500.0");
        assertErrors(get("/movies?from=tomorrow"), "from", "must be a time such as 2026-12-24T19:30:00.000Z");
        assertErrors(get("/movies?from=2026-12-24T19:30:00Z&to=2026-12-24T19:30:00Z"), "to", "must be later than from");
        assertErrors(get("/cities/1?x=1"), "x", "is not a query parameter of this request");
    }

    @Test
    void shouldNameAllFieldsThatAreWrongAtOnce() throws Exception {
        HttpResponse<String> refusal =
                post("/cities", "{'name':' Chicago','state':7,'lat':90.1,'zip':'60601','lon':null}");

        assertErrors(refusal, "name", "must not begin or end with a space");
        assertErrors(refusal, "state", "must be a string, but is 7");
        assertErrors(refusal, "lat", "must be a number from -90.0 to 90.0, but is 90.1");
        assertErrors(refusal, "lon", "is missing");
        assertErrors(refusal, "zip", "is not a field of this request");
        assertThat(get("/cities").body()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void shouldRefuseBodiesThatBreakARule() throws Exception {
        fill();
        String emoji = "😀".repeat(100);
        assertErrors(post("/cities", "{'name':'" + emoji + "','state':'IL','lat':1,'lon':1}"), "name", "beyond");
        assertErrors(post("/cinemas", "{'name':'Lake'}"), "cityId", "is missing");
        assertErrors(post("/cinemas", "{'name':'Lake','cityId':'2'}"), "cityId", "is not the id of a city");
        assertErrors(post("/cinemas", "{'name':'Lake','cityId':1}"), "cityId", "must be a string, but is 1");
        assertErrors(post("/cinemas", "{'name':'Lake','cityId':'1','lat':1}"), "lon", "lat and lon go together");
        assertErrors(post("/movies", "{'title':'','durationMinutes':0}"), "title", "must have 1 to 200 characters");
        for (String date : new String[] {"2026-02-30", "1.1.2026", "+12026-01-01", "2026-1-1", ""}) {
            assertErrors(
                    post("/movies", "{'title':'A','durationMinutes':90,'releaseDate':'" + date + "'}"),
                    "releaseDate",
                    "must");
        }
        assertErrors(patch("/cities/1", "{'name':null}"), "name", "must not be null");
        assertErrors(patch("/cinemas/1", "{'lat':1}"), "lon", "lat and lon go together");
        assertErrors(patch("/cinemas/1", "{'cityId':'77'}"), "cityId", "is not the id of a city");
        assertErrors(patch("/movies/1", "{'movieId':'7'}"), "movieId", "is not a field of this request");
        assertProblem(post("/cities", "[]"), 400, "MALFORMED");
        assertProblem(post("/cities", "{"), 400, "MALFORMED");
        assertProblem(post("/cities", "{'name':'" + "x".repeat(20_000) + "'}"), 413, "CONTENT_TOO_LARGE");
        assertThat(get("/cities/1").body()).isEqualTo(CHICAGO);
    }

    @Test
    void shouldLetOnlyOperatorsWrite() throws Exception {
        for (String path : new String[] {"/cities", "/cinemas", "/movies"}) {
            assertProblem(send("POST", path, "demo-web", "{}"), 403, "FORBIDDEN");
            assertProblem(send("PATCH", path + "/1", "demo-web", "{}"), 403, "FORBIDDEN");
            assertProblem(send("POST", path, "nobody", "{}"), 401, "UNAUTHORIZED");
            assertProblem(send("GET", path, "nobody", ""), 401, "UNAUTHORIZED");
            assertThat(send("GET", path, "demo-operator", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldAnswerOverloadedOnEachRouteWhenTheExecutorIsFull() throws Exception {
        Router router = new Router();
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        new CatalogueRoutes(catalogue, full).register(router);
        server.close();
        server = HttpServer.start(HttpOptions.port(0), router, ApiKeys.demo());

        assertThat(router.routes()).hasSize(15);
        for (Route route : router.routes()) {
            String path = route.path().replace("/api/v1", "").replace("{id}", "1");
            String body = route.method() == Method.GET ? "" : "{}";
            assertProblem(send(route.method().name(), path, "demo-operator", body), 503, "OVERLOADED");
        }
    }

    private void fill() throws IOException, InterruptedException {
        post("/cities", "{'name':'Chicago','state':'IL','lat':41.88,'lon':-87.63}");
        post(
                "/cinemas",
                "{'cityId':'1','name':'Lake','address':'1 Lake Street','postalCode':'60601','lat':41.89,'lon':-87.62}");
        post("/movies", "{'title':'Jaws','durationMinutes':124,'genre':'Thriller','releaseDate':'1975-06-20'}");
        long startsAtMs = Instant.parse("2026-12-24T19:30:00Z").toEpochMilli();
        long onSaleAtMs = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();
        long day = 86_400_000L;
        long runsMs = 124 * 60_000L;
        catalogue.recordHalls(List.of(new Hall(5, 1, "Hall 1", 200)));
        catalogue.recordShow(9, 1, 5, startsAtMs, startsAtMs + runsMs, onSaleAtMs);
        catalogue.recordShow(10, 1, 404, startsAtMs + day, startsAtMs + day + runsMs, onSaleAtMs);
    }

    private static String next(String body) {
        Matcher next = NEXT.matcher(body);
        assertThat(next.find()).as(body).isTrue();
        return next.group(1);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.uri() + answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    private static void assertErrors(HttpResponse<String> answer, String field, String detail) {
        assertProblem(answer, 400, "MALFORMED");
        assertThat(answer.body())
                .containsPattern("\"field\":\"" + field + "\",\"detail\":\"[^\"]*" + Pattern.quote(detail));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "demo-web", "");
    }

    private HttpResponse<String> list(String path) throws IOException, InterruptedException {
        return send("GET", path, "demo-operator", "");
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, "demo-operator", body);
    }

    private HttpResponse<String> patch(String path, String body) throws IOException, InterruptedException {
        return send("PATCH", path, "demo-operator", body);
    }

    /** @param body with apostrophes for quotation marks */
    private HttpResponse<String> send(String method, String path, String key, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path))
                .header("Authorization", "Bearer " + key);
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body.replace('\'', '"')));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
