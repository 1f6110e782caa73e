package io.rushline.loadtest.workload;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** One way in which customers differ, what it is without further notice, and what it may be. */
public enum Trait {
    LOOK(50, 100, "look at the seats before they ask for some"),
    CHOOSE(40, 100, "of those who looked choose seats; others take the best"),
    PARTY_OF_1(25, 100, "come alone"),
    PARTY_OF_2(40, 100, "want two seats"),
    PARTY_OF_3(15, 100, "want three; all others want four"),
    HESITATE_MIN_MS(100, 3_600_000, "the shortest time between two steps"),
    HESITATE_MAX_MS(1_500, 3_600_000, "the longest; never more than a quarter of a hold"),
    PAY(60, 100, "of those with a hold pay"),
    RELEASE(15, 100, "of those with a hold release it; others abandon it"),
    PAY_OFFER(85, 100, "of those with an offer pay"),
    RELEASE_OFFER(11, 100, "of those with an offer release it; others abandon it"),
    CANCEL(0, 100, "of those who paid cancel the booking"),
    WAIT(100, 100, "of those who are told so wait in line; others give up"),
    LOSE_PATIENCE(5, 100, "of those in line leave it early"),
    PATIENCE_MIN_MS(1_000, 3_600_000, "the shortest time they wait"),
    PATIENCE_MAX_MS(10_000, 3_600_000, "the longest"),
    DOUBLE_CLICK(2, 100, "send each hold and payment twice at once, with one key"),
    HASTY(0, 100, "ask again with the same key soon, without an answer"),
    HASTY_AFTER_MS(1_000, 3_600_000, "how soon that is"),
    BOTS(0, 100, "are bots: ask for holds on and on, and pay nothing"),
    BOT_REQUESTS(20, 100_000, "how often each bot asks"),
    BOT_PAUSE_MS(0, 3_600_000, "its pause after each answer");

    private final int otherwise;
    private final int max;
    private final String meaning;

    Trait(int otherwise, int max, String meaning) {
        this.otherwise = otherwise;
        this.max = max;
        this.meaning = meaning;
    }

    /** Its value unless somebody sets another; of shares, so many of 100. */
    int otherwise() {
        return otherwise;
    }

    int max() {
        return max;
    }

    /** As people write it: {@code lose-patience}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Trait> named(String label) {
        return Arrays.stream(values())
                .filter(trait -> trait.label().equals(label))
                .findFirst();
    }

    /** All of them with their values and meanings, a line each. */
    public static String[] explanations() {
        return Arrays.stream(values())
                .map(trait ->
                        String.format(Locale.ROOT, "%-16s %6d  %s", trait.label(), trait.otherwise, trait.meaning))
                .toArray(String[]::new);
    }

    static String labels() {
        return Arrays.stream(values()).map(Trait::label).collect(Collectors.joining(", "));
    }
}
