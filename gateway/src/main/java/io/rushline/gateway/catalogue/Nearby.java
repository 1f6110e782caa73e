package io.rushline.gateway.catalogue;

/** A circle on the map. */
public record Nearby(Position centre, double radiusKm) {
    public static final double MAX_RADIUS_KM = 500;
    public static final double DEFAULT_RADIUS_KM = 25;

    public Nearby {
        if (!(radiusKm > 0 && radiusKm <= MAX_RADIUS_KM)) {
            throw new IllegalArgumentException("radiusKm must be more than 0 and at most 500, not " + radiusKm);
        }
    }
}
