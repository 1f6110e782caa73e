package io.rushline.gateway.server;

import io.rushline.engine.protocol.CreateShowEncoder;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.catalogue.Cinema;
import io.rushline.gateway.catalogue.City;
import io.rushline.gateway.catalogue.DemoCatalogue;
import io.rushline.gateway.catalogue.DemoCatalogue.DemoHall;
import io.rushline.gateway.catalogue.DemoCatalogue.DemoShow;
import io.rushline.gateway.catalogue.Movie;
import io.rushline.gateway.view.Views;
import io.rushline.journal.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.MutableDirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills an empty data directory with the demo's catalogue.
 *
 * <p>A file marks the work in progress, so that a directory whose filling was interrupted is not taken for a full one.
 */
final class DemoFill {
    private static final Logger LOG = LoggerFactory.getLogger(DemoFill.class);
    private static final long HOLD_MS = 300_000;
    private static final long GRACE_MS = 5_000;
    private static final long WAIT_MS = 3_600_000;
    private static final int MAX_PER_HOLD = 10;

    private final Path mark;
    private final Views views;
    private final Catalogue catalogue;
    private final DirectCommands commands;

    DemoFill(DataDirectory data, Views views, Catalogue catalogue, DirectCommands commands) {
        mark = data.root().resolve("demo-is-being-filled");
        this.views = views;
        this.catalogue = catalogue;
        this.commands = commands;
    }

    /**
     * Fills the directory unless it holds something.
     *
     * @throws CouldNotRunException when an earlier filling did not come to its end
     */
    void fillWhenEmpty(long nowMs) throws IOException {
        if (Files.exists(mark)) {
            throw new CouldNotRunException(
                    "the demo in " + mark.toAbsolutePath().getParent()
                            + " was interrupted while it was filled: delete that directory and start again");
        }
        if (!views.plans().isEmpty()) {
            return;
        }
        Files.createFile(mark);
        fill(DemoCatalogue.startingAt(nowMs));
        CatalogueCopy.complete(views, catalogue);
        Files.delete(mark);
    }

    private void fill(DemoCatalogue demo) {
        List<City> cities = catalogue.createCities(demo.cities());
        List<Cinema> cinemas = catalogue.createCinemas(demo.cinemas().stream()
                .map(cinema -> cinema.in(cities.get(cinema.cityIndex())))
                .toList());
        List<Movie> movies = catalogue.createMovies(demo.movies());
        List<CompletableFuture<Long>> halls = new ArrayList<>();
        for (DemoHall hall : demo.halls()) {
            long cinemaId = cinemas.get(hall.cinemaIndex()).cinemaId();
            halls.add(commands.make(buffer -> hall.layout().encode(buffer, 0, 0, 0, cinemaId, hall.name())));
        }
        List<Long> hallIds = halls.stream().map(CompletableFuture::join).toList();
        List<CompletableFuture<Long>> shows = new ArrayList<>();
        for (DemoShow show : demo.shows()) {
            long movieId = movies.get(show.movieIndex()).movieId();
            shows.add(commands.make(buffer -> encode(buffer, show, movieId, hallIds.get(show.hallIndex()))));
        }
        shows.forEach(CompletableFuture::join);
        LOG.info(
                "demo: {} cities, {} cinemas, {} halls, {} films, {} shows",
                cities.size(),
                cinemas.size(),
                hallIds.size(),
                movies.size(),
                shows.size());
    }

    private static int encode(MutableDirectBuffer buffer, DemoShow show, long movieId, long hallId) {
        CreateShowEncoder message = new CreateShowEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .planId(hallId)
                .movieId(movieId)
                .startsAtMs(show.startsAtMs())
                .endsAtMs(show.endsAtMs())
                .onSaleAtMs(show.onSaleAtMs())
                .holdMs(HOLD_MS)
                .graceMs(GRACE_MS)
                .waitMs(WAIT_MS)
                .maxPerHold(MAX_PER_HOLD)
                .maxPerCustomer(0)
                .linePolicy(LinePolicy.STRICT_FIFO)
                .currency(DemoCatalogue.CURRENCY);
        message.requestId().high(0).low(0);
        CreateShowEncoder.PricesEncoder prices =
                message.pricesCount(show.pricesByCategory().size());
        for (long price : show.pricesByCategory()) {
            prices.next().amount(price);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }
}
