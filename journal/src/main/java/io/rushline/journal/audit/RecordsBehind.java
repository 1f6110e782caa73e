package io.rushline.journal.audit;

/**
 * Valid records behind a place where a journal could not be read on.
 *
 * @param records how many
 * @param commands in all of them
 * @param firstSequence the first record's first, 0 without records
 * @param lastSequence the highest of all, 0 without records
 */
public record RecordsBehind(long records, long commands, long firstSequence, long lastSequence) {
    static final RecordsBehind NONE = new RecordsBehind(0, 0, 0, 0);

    RecordsBehind and(long first, int count) {
        return new RecordsBehind(
                records + 1,
                commands + count,
                records == 0 ? first : firstSequence,
                Math.max(lastSequence, first + count - 1));
    }
}
