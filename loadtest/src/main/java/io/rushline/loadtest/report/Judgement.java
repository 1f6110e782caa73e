package io.rushline.loadtest.report;

/** What a run comes to. */
public enum Judgement {
    /** Nothing was found. */
    CLEAN("clean: no violation", "Clean: no promise was broken", 0),
    /** The server broke a promise. */
    VIOLATED("VIOLATED", "Violated: the server broke a promise", 1),
    /** Nothing was found, but the server did not answer to the end, so not all could be asked. */
    CUT_SHORT(
            "CUT SHORT: the server stopped answering; there is no violation in what it answered",
            "Cut short: the server stopped answering",
            3),
    /** Nothing was found, but somebody ended the run before its time. */
    INTERRUPTED(
            "CUT SHORT: interrupted; there is no violation in what was answered until then",
            "Cut short: the run was interrupted",
            130);

    private final String line;
    private final String headline;
    private final int exitCode;

    Judgement(String line, String headline, int exitCode) {
        this.line = line;
        this.headline = headline;
        this.exitCode = exitCode;
    }

    /** The judgement on a run; a violation is one, however the run ended. */
    public static Judgement of(boolean isClean, boolean isAnsweredToTheEnd, boolean isInterrupted) {
        if (!isClean) {
            return VIOLATED;
        }
        if (isInterrupted) {
            return INTERRUPTED;
        }
        return isAnsweredToTheEnd ? CLEAN : CUT_SHORT;
    }

    /** For the end of a text. */
    public String line() {
        return line;
    }

    /** For the head of a page. */
    public String headline() {
        return headline;
    }

    /** With which a command ends that comes to this. */
    public int exitCode() {
        return exitCode;
    }
}
