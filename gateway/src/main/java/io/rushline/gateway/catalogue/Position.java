package io.rushline.gateway.catalogue;

/**
 * A place on earth.
 *
 * @param lat degrees north, -90 to 90
 * @param lon degrees east, -180 to 180
 */
public record Position(double lat, double lon) {
    private static final double EARTH_RADIUS_METRES = 6_371_008.8;

    public Position {
        if (!(lat >= -90 && lat <= 90)) {
            throw new IllegalArgumentException("lat must be a number from -90 to 90, not " + lat);
        }
        if (!(lon >= -180 && lon <= 180)) {
            throw new IllegalArgumentException("lon must be a number from -180 to 180, not " + lon);
        }
    }

    /** The length of the great circle to another place, by the haversine formula on a sphere. */
    public double metresTo(Position other) {
        double sinLat = Math.sin(Math.toRadians(other.lat - lat) / 2);
        double sinLon = Math.sin(Math.toRadians(other.lon - lon) / 2);
        double haversine =
                sinLat * sinLat + Math.cos(Math.toRadians(lat)) * Math.cos(Math.toRadians(other.lat)) * sinLon * sinLon;
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(Math.min(1, haversine)));
    }

    /** How many degrees of latitude a distance spans. */
    static double latDegrees(double metres) {
        return Math.toDegrees(metres / EARTH_RADIUS_METRES);
    }

    /**
     * How many degrees of longitude a circle around this place reaches to either side; 180 when it touches a pole.
     */
    double lonDegrees(double metres) {
        double angle = metres / EARTH_RADIUS_METRES;
        double ratio = Math.sin(angle) / Math.cos(Math.toRadians(lat));
        boolean reachesPole = Math.abs(lat) + Math.toDegrees(angle) >= 90;
        return reachesPole || ratio >= 1 ? 180 : Math.toDegrees(Math.asin(ratio));
    }
}
