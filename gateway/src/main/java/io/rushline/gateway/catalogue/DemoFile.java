package io.rushline.gateway.catalogue;

import io.rushline.gateway.catalogue.DemoCatalogue.DemoCinema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The demo's tables; where they are from stands in the README beside them. */
final class DemoFile {
    private DemoFile() {}

    /** A city and the clock its cinemas go by. */
    record CityRow(NewCity city, ZoneId zone) {}

    static List<CityRow> cities() {
        return rows("cities.tsv", "name\tstate\ttimeZone\tlat\tlon").stream()
                .map(row -> new CityRow(new NewCity(row[0], row[1], position(row[3], row[4])), ZoneId.of(row[2])))
                .toList();
    }

    static List<DemoCinema> cinemas(List<CityRow> cities) {
        List<String> names = cities.stream().map(row -> row.city().name()).toList();
        return rows("cinemas.tsv", "city\tname\taddress\tpostalCode\tlat\tlon").stream()
                .map(row -> new DemoCinema(names.indexOf(row[0]), row[1], row[2], row[3], position(row[4], row[5])))
                .toList();
    }

    static List<NewMovie> movies() {
        return rows("movies.tsv", "title\tgenre\tminutes\treleaseDate\trating").stream()
                .map(row -> new NewMovie(
                        row[0],
                        Optional.of("Rated " + row[4] + "."),
                        Integer.parseInt(row[2]),
                        Optional.of(row[1]),
                        Optional.empty(),
                        Optional.of(LocalDate.parse(row[3]))))
                .toList();
    }

    private static Position position(String lat, String lon) {
        return new Position(Double.parseDouble(lat), Double.parseDouble(lon));
    }

    private static List<String[]> rows(String file, String head) {
        try (InputStream input = DemoFile.class.getResourceAsStream("demo/" + file)) {
            if (input == null) {
                throw new IllegalStateException("demo/" + file + " is missing from the jar");
            }
            List<String> lines = new String(input.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (!lines.get(0).equals(head)) {
                throw new IllegalStateException("demo/" + file + " has other columns than " + head);
            }
            return lines.stream().skip(1).map(line -> line.split("\t", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
