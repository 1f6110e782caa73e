package io.rushline.engine.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes up seat plans: small ones, so that seats are scarce, or some that need more than one word of a bitmap. */
final class HallGenerator {
    private static final List<String> MALFORMED = List.of("A x0", "A x3; B x2 accessible 3", "A x3 from 2 companion 1");
    private static final int LARGE_ROW = 50;

    private final Random random;
    private final boolean isLarge;

    HallGenerator(Random random, boolean isLarge) {
        this.random = random;
        this.isLarge = isLarge;
    }

    /** In the words of a scenario. */
    String rows() {
        if (random.nextInt(20) == 0) {
            return MALFORMED.get(random.nextInt(MALFORMED.size()));
        }
        int count = 1 + random.nextInt(4);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row((char) ('A' + i)));
        }
        return String.join("; ", rows);
    }

    private String row(char name) {
        int seats = 1 + random.nextInt(8);
        if (isLarge && random.nextInt(2) == 0) {
            seats += LARGE_ROW + random.nextInt(LARGE_ROW);
        }
        String row = name + " x" + seats + (random.nextInt(3) == 0 ? " vip" : " std");
        if (random.nextInt(4) == 0) {
            row += " in Balcony";
        }
        int first = random.nextInt(3) == 0 ? random.nextInt(30) : 1;
        row += " from " + first;
        if (random.nextInt(5) == 0) {
            return row + " general";
        }
        if (random.nextInt(3) == 0) {
            row += " accessible " + (first + random.nextInt(seats));
        }
        if (random.nextInt(4) == 0) {
            row += " companion " + (first + random.nextInt(seats));
        }
        return row;
    }
}
