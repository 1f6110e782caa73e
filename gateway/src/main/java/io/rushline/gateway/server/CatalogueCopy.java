package io.rushline.gateway.server;

import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.catalogue.Hall;
import io.rushline.gateway.catalogue.Show;
import io.rushline.gateway.show.ShowCopy;
import io.rushline.gateway.view.PlanView;
import io.rushline.gateway.view.Views;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the catalogue's copies of halls and shows agree with the engine, which alone says what exists. */
final class CatalogueCopy {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueCopy.class);

    private CatalogueCopy() {}

    /** Records what a crash kept from being recorded, and forgets what the journal lost and what was archived. */
    static void complete(Views views, Catalogue catalogue) {
        long[] knownHalls = sorted(catalogue.knownHallIds());
        List<Hall> missingHalls = views.plans().stream()
                .filter(plan -> Arrays.binarySearch(knownHalls, plan.planId()) < 0)
                .map(CatalogueCopy::hall)
                .toList();
        catalogue.recordHalls(missingHalls);
        Long2LongHashMap knownShows = catalogue.knownOnSaleTimes();
        List<Show> missingShows = views.shows().stream()
                .filter(show -> knownShows.get(show.showId()) != show.onSaleAtMs())
                .map(ShowCopy::of)
                .toList();
        catalogue.recordShows(missingShows);
        long[] goneShows = Arrays.stream(catalogue.knownShowIds())
                .filter(showId -> views.show(showId).isEmpty())
                .toArray();
        catalogue.forgetShows(goneShows);
        long[] goneHalls = Arrays.stream(knownHalls)
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

    private static Hall hall(PlanView plan) {
        return new Hall(plan.planId(), plan.names().cinemaId(), plan.names().hallName(), plan.seatCount());
    }

    private static long[] sorted(long[] ids) {
        long[] copy = ids.clone();
        Arrays.sort(copy);
        return copy;
    }
}
