package io.rushline.loadtest.bench;

import io.rushline.gateway.http.HttpOptions;
import io.rushline.loadtest.workload.CouldNotRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * HTTP in turns with a bare Netty handler that answers the same bytes, both under the same wrk: holds with what follows
 * them, every answer on disk, and a seat map that has not changed.
 */
final class WireHttp {
    private static final int SEATS = 10_000;

    /** Of a show whose map is read while it is sold. */
    private static final int HOT_SEATS = 2_000;

    /** The rate of holds still rises in the seventh of two seconds; that of a bare handler no longer in the third. */
    private static final int WARM_UP_ROUNDS = 7;

    private static final int READS_PER_SECOND = 1_000;

    /** So often readers find something that is not compiled yet, there or here. */
    private static final int READERS_WARM_UP_ROUNDS = 4;

    private final Wrk wrk;
    private final Path directory;
    private final WireServer rushline;
    private final int rounds;
    private final int seconds;
    private final RushlineShows shows;
    private int run;

    WireHttp(Wrk wrk, Path directory, WireServer rushline, boolean isQuick) {
        this.wrk = wrk;
        this.directory = directory;
        this.rushline = rushline;
        rounds = isQuick ? 3 : 5;
        // The engine refuses more requests than it remembers within 15 minutes: decision 4.
        seconds = isQuick ? 2 : 3;
        shows = new RushlineShows(rushline.url());
    }

    void measure(Map<String, Figure> figures) throws IOException, CouldNotRun, InterruptedException {
        try (shows) {
            String showId = shows.open("wire", SEATS);
            int port = URI.create(rushline.url()).getPort();
            Path samples = Files.createDirectory(directory.resolve("samples"));
            String etag = HttpSamples.take(port, showId, samples);
            // As many as the server has.
            int eventLoops = HttpOptions.port(0).listen().eventLoops();
            try (BareServer bare = BareServer.start(samples, eventLoops)) {
                Path reads = WrkScript.writeReads(directory.resolve("reads.lua"), showId, etag);
                compare("not-modified", figures, port, bare.port(), () -> reads);
                compare("hold", figures, port, bare.port(), () -> holds(SEATS));
            }
            measureSlowing(figures, port);
        }
    }

    private interface Script {
        Path next() throws IOException, CouldNotRun;
    }

    /** On a new show, since a run leaves some seats held. */
    private Path holds(int usualSeats) throws IOException, CouldNotRun {
        // Each customer has seats of his own: more connections than are usual need a larger show.
        int seats = Math.max(usualSeats, SeatSale.MAX_PARTY * (wrk.connections() * 3 / 2));
        run++;
        String showId = shows.open("wire-" + run, seats);
        return WrkScript.writeHolds(directory.resolve("holds.lua"), showId, seats, "run" + run + "-");
    }

    private void compare(String name, Map<String, Figure> figures, int port, int barePort, Script script)
            throws IOException, CouldNotRun, InterruptedException {
        List<Double> rates = new ArrayList<>();
        List<Double> bareRates = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            double rate = wrk.run(port, script.next(), seconds);
            double bareRate = wrk.run(barePort, script.next(), seconds);
            if (round >= 0) {
                rates.add(rate);
                bareRates.add(bareRate);
                ratios.add(rate / bareRate);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "HTTP, %s: %,.0f requests/s, bare Netty with the same answers %,.0f%n",
                name,
                Rounds.figure(rates, "").value(),
                Rounds.figure(bareRates, "").value());
        figures.put("wire.http." + name + ".ratio-to-bare-netty", Rounds.figure(ratios, "ratio"));
    }

    /** Holds with and without clients who look at the map of the same show, which changes with each hold. */
    private void measureSlowing(Map<String, Figure> figures, int port)
            throws IOException, CouldNotRun, InterruptedException {
        List<Double> ratios = new ArrayList<>();
        List<Double> reads = new ArrayList<>();
        for (int round = -READERS_WARM_UP_ROUNDS; round < rounds; round++) {
            double alone = wrk.run(port, holds(HOT_SEATS), seconds);
            Path holds = holds(HOT_SEATS);
            try (MapReaders readers = MapReaders.start(rushline.url(), shows.showId(), READS_PER_SECOND)) {
                double beside = wrk.run(port, holds, seconds);
                if (round >= 0) {
                    ratios.add(beside / alone);
                    reads.add(readers.perSecond());
                }
            }
        }
        Figure ratio = Rounds.figure(ratios, "ratio");
        figures.put("wire.http.hold.ratio-beside-reads", ratio);
        System.out.printf(
                Locale.ROOT,
                "beside %,.0f reads/s of their show's map: %.2f of the holds alone (%.2f to %.2f)%n",
                Rounds.figure(reads, "").value(),
                ratio.value(),
                ratio.min(),
                ratio.max());
    }
}
