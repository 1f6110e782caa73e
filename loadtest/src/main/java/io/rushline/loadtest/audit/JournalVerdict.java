package io.rushline.loadtest.audit;

import io.rushline.gateway.server.FileFailure;
import io.rushline.journal.audit.CheckedReplay;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.ExcerptHandler;
import io.rushline.journal.audit.JournalScan;
import io.rushline.journal.audit.Replay;
import io.rushline.journal.audit.ScanReport;
import io.rushline.journal.audit.UndecidableException;
import io.rushline.journal.audit.fairness.FairnessAudit;
import io.rushline.journal.audit.fairness.Finding;
import io.rushline.journal.audit.fairness.ShowTally;
import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.JournalFindings;
import io.rushline.loadtest.workload.CouldNotRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a run by the server's journal: whether each answer is in it as it was given, and whether the sale was fair.
 *
 * <p>It may be read beside the running server. All of the journal is replayed, also what was before the run.
 */
public final class JournalVerdict {
    private static final int FINDINGS_MAX_PER_KIND = 5;

    private final Path data;

    private JournalVerdict(Path data) {
        this.data = data;
    }

    /**
     * A judge for the server of this data directory.
     *
     * @throws CouldNotRun when there is no journal, or its start is gone, which this needs
     */
    public static JournalVerdict of(Path data) throws CouldNotRun {
        if (!Files.isDirectory(data.resolve("journal"))) {
            throw new CouldNotRun(
                    "there is no journal in " + data + ": name the data directory of the server that is tested");
        }
        try {
            if (CheckedReplay.isPruned(data)) {
                throw new CouldNotRun(
                        "the start of the journal in " + data
                                + " was pruned, so nothing can be proved by it: leave it out, or start the server in another directory");
            }
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(data, e);
        }
        return new JournalVerdict(data);
    }

    /**
     * Reads the journal to its end.
     *
     * @param shows whose sale is judged; the others are only replayed
     */
    public JournalFindings judge(Evidence evidence, List<String> shows) throws CouldNotRun {
        FairnessAudit fairness = new FairnessAudit();
        HeardReplies heard = new HeardReplies(evidence.heard());
        Replay replay = new Replay(Decision.reading(decision -> {
            fairness.accept(decision);
            heard.compare(decision, fairness.picture());
        }));
        ScanReport report;
        try {
            report = new JournalScan(
                            data.resolve("journal"),
                            0,
                            ExcerptHandler.commandsUntil(Long.MAX_VALUE, replay),
                            (done, total) -> {})
                    .scan();
        } catch (UncheckedIOException e) {
            throw unreadable(data, e);
        } catch (UndecidableException e) {
            throw new CouldNotRun(e.getMessage() + "; use the build that wrote it, or a newer one");
        }
        heard.end(report.lastSequence());
        Set<Long> judged = shows.stream().map(Long::parseLong).collect(Collectors.toSet());
        List<String> findings = new ArrayList<>(heard.findings());
        report.damage().ifPresent(damage -> findings.add("the journal is damaged: " + damage.problem()));
        fairness.findings().stream()
                .filter(finding -> finding.showId() == 0 || judged.contains(finding.showId()))
                .limit(FINDINGS_MAX_PER_KIND)
                .forEach(finding -> findings.add(said(finding)));
        long unfair = fairness.findings().stream()
                        .filter(finding -> finding.showId() == 0)
                        .count()
                + judged.stream()
                        .flatMap(showId -> fairness.tallies().show(showId).stream())
                        .mapToLong(ShowTally::findings)
                        .sum();
        return new JournalFindings(
                report.commands(),
                heard.comparedCount(),
                heard.lostCount(),
                heard.differingCount(),
                unfair + (report.damage().isPresent() ? 1 : 0),
                findings);
    }

    private static String said(Finding finding) {
        return "journal, sequence " + finding.sequence() + ", show " + finding.showId() + ": " + finding.text() + " ("
                + finding.rule() + ")";
    }

    private static CouldNotRun unreadable(Path data, Exception e) {
        return new CouldNotRun("can't read the journal in " + data + ": " + FileFailure.text(e));
    }
}
