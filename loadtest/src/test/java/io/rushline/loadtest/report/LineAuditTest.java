package io.rushline.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineAuditTest {
    private static final Wait.End[] ENDS = Wait.End.values();

    @Test
    void shouldCountAsTheDefinitionDoesWhenHistoriesAreRandom() {
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            Evidence evidence = randomHistory(random);

            LineAudit audit = LineAudit.of(evidence);

            assertThat(audit.overtaken()).as("overtaken, seed %d", seed).isEqualTo(overtaken(evidence));
            assertThat(audit.overtakenByNewcomers())
                    .as("overtaken by newcomers, seed %d", seed)
                    .isEqualTo(overtakenByNewcomers(evidence));
        }
    }

    private static Evidence randomHistory(Random random) {
        Evidence evidence = new Evidence();
        List<Integer> joins = new ArrayList<>();
        for (int sequence = 0; sequence < 40; sequence++) {
            joins.add(sequence);
        }
        Collections.shuffle(joins, random);
        int waiters = random.nextInt(12);
        for (int i = 0; i < waiters; i++) {
            int joined = joins.get(i);
            // Mostly in order, so that clean histories occur, too.
            int ended = random.nextInt(4) == 0 ? joined + 1 + random.nextInt(40) : joined + 30;
            Wait.End end = ENDS[random.nextInt(ENDS.length)];
            long endedSequence = switch (end) {
                case NOT_YET -> Wait.NEVER;
                case UNKNOWN -> Wait.UNKNOWN;
                default -> ended;
            };
            evidence.waited(new Wait("show" + random.nextInt(2), "w" + i, joined, endedSequence, end));
        }
        int grants = random.nextInt(4);
        for (int i = 0; i < grants; i++) {
            int sequence = random.nextInt(90);
            evidence.granted(
                    new Grant("show" + random.nextInt(2), "h" + i, List.of(), sequence, 0, 0, random.nextInt(4) == 0));
        }
        return evidence;
    }

    /** Word for word: somebody joined later, and had an offer while this one still waited. */
    private static long overtaken(Evidence evidence) {
        return evidence.waits().stream()
                .filter(first -> first.end() != Wait.End.UNKNOWN)
                .filter(first -> evidence.waits().stream()
                        .anyMatch(second -> second.showId().equals(first.showId())
                                && second.joinedSequence() > first.joinedSequence()
                                && second.end() == Wait.End.OFFERED
                                && second.endedSequence() < first.endedSequence()))
                .count();
    }

    private static long overtakenByNewcomers(Evidence evidence) {
        return evidence.waits().stream()
                .filter(wait -> wait.end() != Wait.End.UNKNOWN)
                .filter(wait -> evidence.grants().stream()
                        .anyMatch(grant -> grant.showId().equals(wait.showId())
                                && !grant.offered()
                                && grant.sequence() > wait.joinedSequence()
                                && grant.sequence() < wait.endedSequence()))
                .count();
    }
}
