package io.rushline.gateway.server;

import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.catalogue.Hall;
import io.rushline.gateway.catalogue.Show;
import io.rushline.gateway.show.HallCopy;
import io.rushline.gateway.show.ShowCopy;
import io.rushline.gateway.view.Views;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the catalogue's copies of halls and shows agree with the engine, which alone says what exists. */
final class CatalogueCopy {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueCopy.class);

    private CatalogueCopy() {}

    /** Records what a crash kept from being recorded, and forgets what the journal lost and what was archived. */
    static void complete(Views views, Catalogue catalogue) {
        Map<Long, String> knownHalls = catalogue.knownHallNames();
        List<Hall> missingHalls = views.plans().stream()
                .filter(plan -> !plan.hallName().equals(knownHalls.get(plan.planId())))
                .map(HallCopy::of)
                .toList();
        catalogue.recordHalls(missingHalls);
        Long2LongHashMap knownShows = catalogue.knownShowTimes();
        List<Show> missingShows = views.shows().stream()
                .map(ShowCopy::of)
                .filter(show -> knownShows.get(show.showId()) != show.timesMark())
                .toList();
        catalogue.recordShows(missingShows);
        long[] goneShows = Arrays.stream(catalogue.knownShowIds())
                .filter(showId -> views.show(showId).isEmpty())
                .toArray();
        catalogue.forgetShows(goneShows);
        long[] goneHalls = knownHalls.keySet().stream()
                .mapToLong(Long::longValue)
                .filter(hallId -> views.plan(hallId).isEmpty())
                .toArray();
        catalogue.forgetHalls(goneHalls);
        if (!missingHalls.isEmpty() || !missingShows.isEmpty() || goneHalls.length + goneShows.length > 0) {
            LOG.info(
                    "catalogue completed from the engine: {} halls and {} shows recorded, {} and {} forgotten",
                    missingHalls.size(),
                    missingShows.size(),
                    goneHalls.length,
                    goneShows.length);
        }
    }
}
