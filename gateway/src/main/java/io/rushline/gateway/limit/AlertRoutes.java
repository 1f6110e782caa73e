package io.rushline.gateway.limit;

import io.rushline.gateway.auth.Role;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Router;
import java.util.List;
import java.util.Optional;

/** {@code GET /alerts}. */
public final class AlertRoutes {
    private static final int MAX_LIMIT = 100;
    private static final int USUAL_LIMIT = 30;

    private final Alerts alerts;

    public AlertRoutes(Alerts alerts) {
        this.alerts = alerts;
    }

    public void register(Router router) {
        router.get("/api/v1/alerts", Role.OPERATOR, this::list);
    }

    private record Page(int limit, long before) {}

    private void list(Exchange exchange) {
        Page page = exchange.query(query -> new Page(
                query.int32("limit", 1, MAX_LIMIT, USUAL_LIMIT),
                query.int64("cursor", 1, Long.MAX_VALUE, Long.MAX_VALUE)));
        List<Alert> items = alerts.newest(page.limit(), page.before());
        Optional<String> next = items.size() < page.limit()
                ? Optional.empty()
                : Optional.of(Long.toString(items.get(items.size() - 1).alertId()));
        exchange.json(200, json -> {
            json.objects(
                    "items",
                    items,
                    (item, alert) -> item.field("alertId", Long.toString(alert.alertId()))
                            .instant("raisedAt", alert.raisedAtMs())
                            .field("offence", alert.offence().name())
                            .field("who", alert.who())
                            .field("count", alert.count())
                            .instant("lockedUntil", alert.lockedUntilMs()));
            json.field("next", next);
        });
    }
}
