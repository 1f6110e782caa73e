package io.rushline.loadtest.report;

import java.util.List;

/**
 * What the server's journal says to a run.
 *
 * @param commands in the whole journal
 * @param compared replies that were looked for in it
 * @param lost replies whose command is not in it: acknowledged, and gone
 * @param differing replies that say something else than the journal
 * @param unfair breaches of the rules in the journal itself: seats given twice, parties overtaken, and the like; and damage
 * @param findings the first few of each kind, one line each, for people
 */
public record JournalFindings(
        long commands, long compared, long lost, long differing, long unfair, List<String> findings) {
    public boolean clean() {
        return lost == 0 && differing == 0 && unfair == 0;
    }
}
