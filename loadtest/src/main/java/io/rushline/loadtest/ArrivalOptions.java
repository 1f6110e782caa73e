package io.rushline.loadtest;

import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.schedule.ArrivalFile;
import io.rushline.loadtest.schedule.Arrivals;
import io.rushline.loadtest.schedule.Curve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How many customers come, and when. */
final class ArrivalOptions {
    private static final int MAX_CUSTOMERS = 10_000_000;
    private static final int MAX_SECONDS = 86_400;
    private static final int DEFAULT_CUSTOMERS = 20_000;
    private static final int DEFAULT_SECONDS = 20;

    /** How arrivals lie between the points of the curve. */
    enum Spacing {
        POISSON,
        EVEN;

        /** Takes the name as people type it, in small letters. */
        static final class Reader implements ITypeConverter<Spacing> {
            @Override
            public Spacing convert(String text) {
                return switch (text) {
                    case "poisson" -> POISSON;
                    case "even" -> EVEN;
                    default -> throw new TypeConversionException("expected poisson or even, not '" + text + "'");
                };
            }
        }
    }

    /** Takes the name of a shape as people type it. */
    static final class ShapeReader implements ITypeConverter<Curve.Shape> {
        @Override
        public Curve.Shape convert(String text) {
            return switch (text) {
                case "flat" -> Curve.Shape.FLAT;
                case "cliff" -> Curve.Shape.CLIFF;
                case "ramp" -> Curve.Shape.RAMP;
                case "two-waves" -> Curve.Shape.TWO_WAVES;
                default ->
                    throw new TypeConversionException("expected flat, cliff, ramp or two-waves, not '" + text + "'");
            };
        }
    }

    /** When everybody comes, and how long that takes. */
    record Plan(Arrivals arrivals, long durationNs) {}

    @Option(
            names = "--customers",
            paramLabel = "N",
            showDefaultValue = Visibility.NEVER,
            description = "Customers who arrive. Default: 20000, or as many as the file of --arrivals has.")
    @Nullable
    Integer customers;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            showDefaultValue = Visibility.NEVER,
            description = "Time in which they arrive. Default: 20.")
    @Nullable
    Integer seconds;

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            converter = ShapeReader.class,
            showDefaultValue = Visibility.NEVER,
            description = "flat (the default), cliff (most at once), ramp (more and more) or two-waves.")
    Curve.@Nullable Shape shape;

    @Option(
            names = "--arrivals",
            paramLabel = "FILE",
            description = "A curve instead: lines of second,arrivals. --customers scales it.")
    @Nullable
    Path file;

    @Option(
            names = "--spacing",
            paramLabel = "poisson|even",
            converter = Spacing.Reader.class,
            defaultValue = "poisson",
            description = "How arrivals lie within the curve.")
    Spacing spacing = Spacing.POISSON;

    /** The plan that the options ask for; the same seed gives the same. */
    Plan plan(Bounds bounds, long seed) {
        if (customers != null) {
            bounds.within("--customers", customers, 1, MAX_CUSTOMERS);
        }
        if (seconds != null) {
            bounds.within("--seconds", seconds, 1, MAX_SECONDS);
        }
        if (file != null && (seconds != null || shape != null)) {
            throw bounds.wrong("--arrivals says when customers come: leave out --seconds and --shape");
        }
        Curve curve;
        int count = customers == null ? DEFAULT_CUSTOMERS : customers;
        if (file == null) {
            curve = Curve.of(usedShape(), TimeUnit.SECONDS.toNanos(usedSeconds()));
        } else {
            ArrivalFile arrivals = read(file, bounds);
            curve = arrivals.curve();
            count = customers == null ? arrivals.customers() : count;
        }
        Arrivals arrivals = switch (spacing) {
            case POISSON -> Arrivals.poisson(count, curve, seed);
            case EVEN -> Arrivals.even(count, curve);
        };
        return new Plan(arrivals, curve.durationNs());
    }

    /** @param count of customers who come */
    void describe(Setup setup, int count) {
        setup.with("customers", count);
        if (file == null) {
            setup.with("seconds", usedSeconds()).with("shape", usedShape());
        } else {
            setup.with("arrivals", file.toString());
        }
        setup.with("spacing", spacing);
    }

    private int usedSeconds() {
        return seconds == null ? DEFAULT_SECONDS : seconds;
    }

    private Curve.Shape usedShape() {
        return shape == null ? Curve.Shape.FLAT : shape;
    }

    private static ArrivalFile read(Path file, Bounds bounds) {
        try {
            return ArrivalFile.parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw bounds.wrong("--arrivals: can't read " + file + ": " + e);
        } catch (IllegalArgumentException e) {
            throw bounds.wrong("--arrivals: " + file + ", " + e.getMessage());
        }
    }
}
