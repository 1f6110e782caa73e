package io.rushline.engine;

import io.rushline.engine.oracle.Decider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A story told to an engine as a table, with what it must answer.
 *
 * <pre>
 *   == shouldOfferSeatsWhenHeldOnesAreReleased
 *   plan P | A x2
 *   show S of P | std=1000 hold=300000
 *   at 1000 | hold S A1,A2 by ann | HELD A1,A2
 *   at 1001 | join S 2 by bob     | WAITING ahead=0
 *   at 1002 | release ann         | RELEASED | HoldReleased ann A1,A2; SeatsOffered bob A1,A2
 * </pre>
 *
 * <p>Columns: time, command, reply, events in their order. Where the events are left out, exactly that event must come
 * which the reply itself speaks of, and none with a refusal or a repeated reply. Of words like {@code total=1000} only
 * those are compared that a line has; all others must agree exactly.
 *
 * <p>Commands, where {@code SEATS} is as in {@link ScenarioHall} and {@code WHO} names the customer who holds, booked or
 * waits, or an alias, or {@code #ID}:
 *
 * <pre>
 *   plan NAME | rows                        show NAME of PLAN | CATEGORY=PRICE hold= grace= wait= onSale= perHold= perCustomer= policy=
 *   hold SHOW SEATS by CUSTOMER             best SHOW N [CATEGORY] [in SECTION] [adjacent] by CUSTOMER
 *   release WHO                             exchange WHO SEATS
 *   book WHO [paying AMOUNT] [ref TEXT]     cancel WHO
 *   join SHOW N [CATEGORY] by CUSTOMER      leave WHO
 *   open SHOW                               close SHOW
 *   block SHOW SEATS [because WORD]         unblock SHOW SEATS [because WORD]
 *   cancelShow SHOW [because WORD]          archive SHOW
 *   change SHOW [CATEGORY= starts= onSale= hold= wait= perHold= perCustomer=]
 *   rename PLAN because NAME
 *   tick                                    epoch N [NAME=N ...]
 * </pre>
 *
 * <p>Who was skipped stands as {@code WaitersSkipped WHO FIRST:QUANTITYcategory>FREE,...}. With each reply, {@code next=}
 * is the engine's next deadline after it, and {@code never} that there is none.
 * {@code LONG500} is a reason of 500 bytes, {@code MANY10001} stands for so many seats, the first ones.
 *
 * <p>Each may end with {@code by CUSTOMER} (somebody else tries), {@code as ALIAS} and {@code key REQUEST}. A first line
 * {@code limits NAME=N ...} sets the engine's limits. {@code #} begins a comment.
 */
record Scenario(String title, List<Line> lines) {
    /** A line that is not blank, with its number in the file. */
    record Line(int number, String text, List<String> columns) {}

    static List<Scenario> readAll(String resource) {
        List<Scenario> scenarios = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        String[] texts = text(resource).split("\n", -1);
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i].trim();
            if (text.startsWith("== ")) {
                lines = new ArrayList<>();
                scenarios.add(new Scenario(text.substring(3), lines));
            } else if (!text.isEmpty() && !text.startsWith("# ")) {
                List<String> columns = new ArrayList<>();
                for (String column : text.split("\\|", -1)) {
                    columns.add(column.trim());
                }
                lines.add(new Line(i + 1, text, columns));
            }
        }
        return scenarios;
    }

    /** Tells the story to a new engine and compares. */
    void play(Function<EngineLimits, Decider> engines) {
        ScenarioStage stage = new ScenarioStage(engines);
        lines.forEach(stage::play);
    }

    private static String text(String resource) {
        try (InputStream in = Scenario.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(resource, e);
        }
    }
}
