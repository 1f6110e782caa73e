package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class QueryTest {
    private static final Text WORD = Text.unicode(1, 20);
    private static final Choices<Method> METHODS = Choices.of(Method.class);

    @Test
    void shouldReadEveryKindOfParameter() {
        Query query = Query.parse(
                "q=new+york%2C%20ny&n=-3&lat=40.7&at=2026-01-01T00%3A00%3A00Z&m=PUT&tag=a&tag=b&&flag&api_dev_key=k");

        query.read(each -> {
            assertThat(each.optionalString("q", WORD)).contains("new york, ny");
            assertThat(each.int32("n", -5, 5, 0)).isEqualTo(-3);
            assertThat(each.int64("absent", 0, 5, 4)).isEqualTo(4);
            assertThat(each.optionalDecimal("lat", -90, 90)).hasValue(40.7);
            assertThat(each.optionalDecimal("lon", -90, 90)).isEmpty();
            assertThat(each.optionalInstant("at")).contains(Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(each.choice("m", METHODS, Method.GET)).isEqualTo(Method.PUT);
            assertThat(each.all("tag")).containsExactly("a", "b");
            assertThat(each.all("flag")).containsExactly("");
            return each;
        });
    }

    @Test
    void shouldNameEverythingThatIsWrongAtOnce() {
        List<FieldError> errors = errors("n=x&n2=9&lat=1d&at=now&m=put&q=a&q=b&colour=red", query -> {
            query.int32("n", 0, 5, 0);
            query.int32("n2", 0, 5, 0);
            query.optionalDecimal("lat", -90, 90);
            query.optionalInstant("at");
            query.choice("m", METHODS, Method.GET);
            query.optionalString("q", WORD);
            query.string("customer", WORD);
            query.error("radiusKm", "needs lat and lon");
            return query;
        });

        assertThat(errors)
                .containsExactly(
                        new FieldError("n", "must be a whole number from 0 to 5"),
                        new FieldError("n2", "must be a whole number from 0 to 5"),
                        new FieldError("lat", "must be a number from -90.0 to 90.0"),
                        new FieldError("at", Instants.EXPECTED),
                        new FieldError("m", "must be one of GET, POST, PUT, PATCH, DELETE"),
                        new FieldError("q", "is given 2 times"),
                        new FieldError("customer", "is missing"),
                        new FieldError("radiusKm", "needs lat and lon"),
                        new FieldError("colour", "is not a query parameter of this request"));
    }

    @Test
    void shouldExplainByErrorsWhenReaderTripsOverStandIn() {
        assertThat(errors("id=", query -> query.string("id", WORD).charAt(0)))
                .containsExactly(new FieldError("id", "must have 1 to 20 characters, but has 0"));
    }

    private static <T> List<FieldError> errors(String text, Function<Query, T> reader) {
        ProblemException refusal = catchThrowableOfType(
                ProblemException.class, () -> Query.parse(text).read(reader));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.problem().errors();
    }
}
