package io.rushline.gateway.server;

import io.rushline.gateway.server.Api.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A cinema with two halls, made over HTTP, and the requests that tests repeat.
 *
 * <pre>
 *   large hall: Stalls  row A  1..6    Premium
 *                       row B  11..16  Standard, 11 for wheelchairs, 12 for a companion
 *               Balcony row A  1..6    Standard
 *               Floor   GA     1..5    Standing
 *   small hall: Stalls  row A  1..4    Standard
 * </pre>
 */
final class House {
    static final long STANDARD_PRICE = 1_500;

    private final Api api;
    private final String movieId;
    private final String cinemaId;
    private final String largeHallId;
    private final String smallHallId;

    House(Api api) {
        this.api = api;
        String cityId =
                api.create("/cities", json("{'name':'Springfield','state':'IL','lat':39.8,'lon':-89.6}"), "cityId");
        cinemaId = api.create("/cinemas", json("{'cityId':'?','name':'Odeon'}", cityId), "cinemaId");
        movieId = api.create("/movies", json("{'title':'The Long Queue','durationMinutes':100}"), "movieId");
        largeHallId = api.create(
                "/halls",
                json(
                        "{'cinemaId':'?','name':'Large','sections':["
                                + "{'name':'Stalls','rows':[{'name':'A','category':'Premium','seats':6},"
                                + "{'name':'B','category':'Standard','seats':6,'firstNumber':11,'accessible':[11],"
                                + "'companion':[12]}]},"
                                + "{'name':'Balcony','rows':[{'name':'A','category':'Standard','seats':6}]}],"
                                + "'areas':[{'name':'Floor','category':'Standing','capacity':5}]}",
                        cinemaId),
                "hallId");
        smallHallId = api.create(
                "/halls",
                json(
                        "{'cinemaId':'?','name':'Small','sections':[{'name':'Stalls','rows':["
                                + "{'name':'A','category':'Standard','seats':4}]}]}",
                        cinemaId),
                "hallId");
    }

    String movieId() {
        return movieId;
    }

    String cinemaId() {
        return cinemaId;
    }

    String largeHallId() {
        return largeHallId;
    }

    String smallHallId() {
        return smallHallId;
    }

    /** JSON written with single quotes, its question marks replaced by values. */
    static String json(String template, Object... values) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int i = 0; i < template.length(); i++) {
            char letter = template.charAt(i);
            if (letter == '?') {
                text.append(values[next++]);
            } else {
                text.append(letter == '\'' ? '"' : letter);
            }
        }
        return text.toString();
    }

    /** A show of the large hall. */
    String largeShow() {
        return show(largeHallId, "'Premium':2500,'Standard':1500,'Standing':900", "");
    }

    /** A show of the small hall, with more terms, such as {@code 'maxPerHold':2}. */
    String smallShow(String... terms) {
        String more = Arrays.stream(terms).map(term -> "," + term).collect(Collectors.joining());
        return show(smallHallId, "'Standard':" + STANDARD_PRICE, more);
    }

    /** A show of the small hall whose holds last a second. */
    String hastyShow() {
        return smallShow("'holdSeconds':1", "'graceSeconds':0");
    }

    Answer hold(String showId, String customer, int quantity) {
        return api.post("/shows/" + showId + "/holds", json("{'customer':'?','quantity':?}", customer, quantity));
    }

    Answer holdSeats(String showId, String customer, String... seats) {
        return api.post("/shows/" + showId + "/holds", seatsBody(customer, seats));
    }

    Answer exchange(String holdId, String customer, String... seats) {
        return api.put("/holds/" + holdId + "/seats", seatsBody(customer, seats));
    }

    Answer release(String holdId, String customer) {
        return api.delete("/holds/" + holdId + "?customer=" + customer);
    }

    Answer book(String holdId, String customer) {
        return api.post("/holds/" + holdId + "/book", json("{'customer':'?','paymentReference':'pay-1'}", customer));
    }

    /** Holds and books; answers the booking's id. */
    String booked(String showId, String customer, int quantity) {
        String holdId = hold(showId, customer, quantity).expect(201).text("holdId");
        return book(holdId, customer).expect(201).text("bookingId");
    }

    Answer cancel(String bookingId, String customer) {
        return api.post("/bookings/" + bookingId + "/cancel", json("{'customer':'?'}", customer));
    }

    Answer join(String showId, String customer, int quantity) {
        return api.post("/shows/" + showId + "/waiters", json("{'customer':'?','quantity':?}", customer, quantity));
    }

    Answer leave(String waiterId, String customer) {
        return api.delete("/waiters/" + waiterId + "?customer=" + customer);
    }

    /** Holds the best seats for Ann, as in {@code 'quantity':2,'section':'Balcony'}. */
    Answer holdBest(String showId, String what) {
        return api.post("/shows/" + showId + "/holds", json("{'customer':'ann'," + what + "}"))
                .expect(201);
    }

    /** The seats of one row of the seat map, a letter each. */
    String letters(String showId, String row) {
        return api.get("/shows/" + showId + "/seats").expect(200).text(row + "/seats");
    }

    /** What an operator does to a show, such as {@code open}, without a body. */
    Answer operate(String showId, String action) {
        return operate(showId, action, "");
    }

    Answer operate(String showId, String action, String body) {
        return api.call("POST", "/shows/" + showId + "/" + action)
                .as(Api.OPERATOR)
                .idempotencyKey(Api.newKey())
                .json(body)
                .send();
    }

    /** A PATCH by an operator, with single quotes in its body. */
    Answer change(String path, String body) {
        return api.call("PATCH", path).as(Api.OPERATOR).json(json(body)).send();
    }

    Answer block(String showId, String... seats) {
        return operate(showId, "seats/block", seatsOnly(seats));
    }

    Answer unblock(String showId, String... seats) {
        return operate(showId, "seats/unblock", seatsOnly(seats));
    }

    private static String seatsOnly(String... seats) {
        return json("{'seats':[" + quoted(seats) + "]}");
    }

    private static String quoted(String... seats) {
        return Arrays.stream(seats).map(seat -> "'" + seat + "'").collect(Collectors.joining(","));
    }

    private static String seatsBody(String customer, String... seats) {
        return json("{'customer':'?','seats':[" + quoted(seats) + "]}", customer);
    }

    /** A show of some hall, with prices such as {@code 'Standard':1500}, and more terms or none. */
    String show(String hallId, String prices, String more) {
        Instant startsAt = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        String body = "{'movieId':'?','hallId':'?','startsAt':'?','prices':{" + prices + "}" + more + "}";
        return api.create("/shows", json(body, movieId, hallId, startsAt), "showId");
    }
}
