package io.rushline.loadtest.replay;

import io.rushline.loadtest.report.JournalFindings;
import io.rushline.loadtest.report.Judgement;
import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.report.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a replay has measured.
 *
 * @param shows which show of the server's stood for which recorded one
 * @param commands that were played
 * @param unanswered those of them that had no answer to the end
 * @param unsent others of the recording that were not sent any more, since the server did not answer
 * @param isInterrupted whether somebody ended it before its time
 * @param lagMaxMs how far the tester was behind the recorded times at worst
 * @param same answers that were as recorded
 * @param differences the other commands, by what was different
 * @param examples a few of each kind, in words
 * @param journal what the server's own journal says, when that was read
 */
public record ReplayFigures(
        Setup setup,
        Map<Long, Long> shows,
        int commands,
        long unanswered,
        long unsent,
        boolean isInterrupted,
        double seconds,
        double lagMaxMs,
        int seatsSold,
        int seatsForSale,
        long same,
        Map<String, Long> differences,
        List<String> examples,
        Meter meter,
        Verdict verdict,
        Optional<JournalFindings> journal) {
    /** Whether the server kept its promises, and answered all; that its answers are other than the recorded ones breaks none. */
    public Judgement judgement() {
        return Judgement.of(
                verdict.clean() && journal.map(JournalFindings::clean).orElse(true),
                unanswered == 0 && unsent == 0,
                isInterrupted);
    }

    public long differing() {
        return differences.values().stream().mapToLong(Long::longValue).sum();
    }
}
