package io.rushline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rushline.gateway.catalogue.HallLayout.Area;
import io.rushline.gateway.catalogue.HallLayout.Row;
import io.rushline.gateway.catalogue.HallLayout.Section;
import io.rushline.gateway.http.FieldError;
import io.rushline.gateway.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HallFormTest {
    @Test
    void shouldReadHallAsOperatorsSendIt() {
        HallForm form = read("{'cinemaId':'12','name':'Hall 1','sections':[{'name':'Stalls','rows':["
                + "{'name':'A','category':'Gold','seats':4,'firstNumber':11,'accessible':[11],'companion':[12]},"
                + "{'name':'B','category':'Silver','seats':6}]}],"
                + "'areas':[{'name':'Floor','category':'Standing','capacity':30}]}");

        assertThat(form)
                .isEqualTo(new HallForm(
                        12,
                        "Hall 1",
                        new HallLayout(
                                List.of(new Section(
                                        "Stalls",
                                        List.of(
                                                new Row("A", "Gold", 4, 11, List.of(11), List.of(12)),
                                                new Row("B", "Silver", 6)))),
                                List.of(new Area("Floor", "Standing", 30)))));
        assertThat(read("{'cinemaId':'1','name':'H','areas':[{'name':'F','category':'C','capacity':1}]}")
                        .layout()
                        .sections())
                .isEmpty();
    }

    @Test
    void shouldNameFieldsThatAreMissingWrongOrUnknown() {
        assertThat(errors("{'cinemaId':'x','name':'','sections':[{'rows':[{'name':'A','category':'Gold','seats':'4',"
                        + "'price':3}]}],'areas':[{'name':'F','category':'C','capacity':0}]}"))
                .containsExactly(
                        new FieldError("cinemaId", "is not the id of a cinema"),
                        new FieldError("name", "must not be empty"),
                        new FieldError("sections[0].name", "is missing"),
                        new FieldError(
                                "sections[0].rows[0].seats",
                                "must be a whole number from 1 to 100000, but is a string"),
                        new FieldError("sections[0].rows[0].price", "is not a field of this request"),
                        new FieldError("areas[0].capacity", "must be a whole number from 1 to 100000, but is 0"));
    }

    @Test
    void shouldNameEverythingTheLayoutBreaks() {
        assertThat(errors("{'cinemaId':'1','name':'H','sections':[{'name':'S','rows':["
                        + "{'name':'A-B','category':'Gold','seats':4,'accessible':[5]},"
                        + "{'name':'A-B','category':'Gold','seats':4}]}]}"))
                .extracting(FieldError::field)
                .containsExactly(
                        "sections[0].rows[0].name",
                        "sections[0].rows[0].accessible",
                        "sections[0].rows[1].name",
                        "sections[0].rows[1].name");
        assertThat(errors("{'cinemaId':'1','name':'H'}"))
                .containsExactly(new FieldError("sections", "must have a section when there are no areas"));
    }

    private static List<FieldError> errors(String body) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> read(body));
        assertThat(refusal.problem().status()).isEqualTo(400);
        return refusal.problem().errors();
    }

    private static HallForm read(String body) {
        return HallForm.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
