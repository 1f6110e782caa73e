package io.rushline.gateway.show;

import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.view.ShowView;
import java.util.List;

/** A show with all its terms, as operators see it. */
final class ShowJson {
    private ShowJson() {}

    /** @param sequence of the command that is answered */
    static void write(JsonWriter json, ShowView show, ShowView.Terms terms, long onSaleAtMs, long sequence) {
        json.field("showId", Long.toString(show.showId()))
                .field("movieId", Long.toString(terms.movieId()))
                .field("hallId", Long.toString(show.plan().planId()))
                .instant("startsAt", terms.startsAtMs())
                .instant("endsAt", terms.endsAtMs())
                .instant("onSaleAt", onSaleAtMs);
        List<String> categories = show.plan().names().categories();
        json.object("prices", prices -> {
            for (int category = 0; category < categories.size(); category++) {
                prices.field(categories.get(category), terms.prices()[category]);
            }
        });
        json.field("currency", terms.currency())
                .field("holdSeconds", terms.holdMs() / 1000)
                .field("graceSeconds", terms.graceMs() / 1000)
                .field("waitSeconds", terms.waitMs() / 1000)
                .field("maxPerHold", terms.maxPerHold())
                .field("maxPerCustomer", terms.maxPerCustomer())
                .field("linePolicy", terms.linePolicy().name())
                .field("sequence", sequence);
    }
}
