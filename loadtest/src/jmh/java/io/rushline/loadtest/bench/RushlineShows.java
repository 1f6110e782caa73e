package io.rushline.loadtest.bench;

import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.Request;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.wire.WireClient;
import io.rushline.loadtest.workload.CouldNotRun;
import io.rushline.loadtest.workload.Organiser;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows of a Rushline server: put on sale, and looked at when they are sold, with the operator's and the web's keys. */
final class RushlineShows implements AutoCloseable {
    private static final int HOLD_SECONDS = 300;
    private static final int GRACE_SECONDS = 5;
    private static final long TIMEOUT_MS = 30_000;
    private static final Pattern ROW = Pattern.compile("\"seats\":\"([A-Z]*)\"");

    private final WireClient client;
    private final String url;
    private String showId = "";
    private int opened;

    RushlineShows(String url) {
        this.url = url;
        client = new WireClient(Target.of(url, false), WireClient.MIN_CONNECTIONS);
    }

    /** Opens another show and answers its id. */
    String open(String run, int seats) throws CouldNotRun {
        Organiser organiser = new Organiser(client, url, WireServer.OPERATOR_KEY, run + "-" + opened++, TIMEOUT_MS);
        showId = organiser
                .inNewHall(seats, 1, HOLD_SECONDS, GRACE_SECONDS)
                .get(0)
                .showId();
        return showId;
    }

    /** The show that was opened last. */
    String showId() {
        return showId;
    }

    /** Throws unless each seat of the last show is booked on its map. */
    void requireSold(int seats) throws CouldNotRun {
        String path = "/api/v1/shows/" + showId + "/seats";
        if (!(client.await(Request.get(path, WireServer.WEB_KEY, TIMEOUT_MS)) instanceof Reply reply)) {
            throw new CouldNotRun("no answer to GET " + path);
        }
        int booked = 0;
        int mapped = 0;
        Matcher rows = ROW.matcher(new String(reply.answer().json(), StandardCharsets.UTF_8));
        while (rows.find()) {
            mapped += rows.group(1).length();
            booked +=
                    (int) rows.group(1).chars().filter(letter -> letter == 'B').count();
        }
        if (mapped != seats || booked != seats) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT, "show %s has %d booked seats on a map of %d, not %d", showId, booked, mapped, seats));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
