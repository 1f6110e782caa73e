package io.rushline.gateway.show;

import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.catalogue.Show;
import io.rushline.gateway.view.ShowView;
import io.rushline.gateway.view.Views;
import java.util.List;

/** Makes the catalogue's copy of one show agree with the views. */
public final class ShowCopy {
    private final Views views;
    private final Catalogue catalogue;

    public ShowCopy(Views views, Catalogue catalogue) {
        this.views = views;
        this.catalogue = catalogue;
    }

    /**
     * Records a show as it is now, or forgets it when it is gone. Waits for SQL.
     *
     * <p>One at a time, so that what was read first is not written last.
     */
    public synchronized void refresh(long showId) {
        views.show(showId)
                .ifPresentOrElse(show -> catalogue.recordShows(List.of(of(show))), () -> catalogue.forgetShows(showId));
    }

    /** What the catalogue should have of a show. */
    public static Show of(ShowView show) {
        ShowView.Terms terms = show.terms();
        return new Show(
                show.showId(),
                terms.movieId(),
                show.plan().planId(),
                terms.startsAtMs(),
                terms.endsAtMs(),
                show.onSaleAtMs());
    }
}
