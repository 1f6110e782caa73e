package io.rushline.journal.audit;

import java.util.Optional;

/**
 * What a scan of a journal found.
 *
 * @param files queue files
 * @param excerpts that are good
 * @param commands in them
 * @param firstSequence of the first command, 0 when there is none
 * @param lastSequence of the last one, 0 when there is none
 * @param firstTimestampMs of the first command
 * @param lastTimestampMs of the last one
 * @param epochs how many primaries have written
 * @param lastEpoch of the last excerpt
 * @param damage that ended the scan
 * @param tornEnd behind the last excerpt
 */
public record ScanReport(
        int files,
        long excerpts,
        long commands,
        long firstSequence,
        long lastSequence,
        long firstTimestampMs,
        long lastTimestampMs,
        long epochs,
        long lastEpoch,
        Optional<Damage> damage,
        Optional<TornEnd> tornEnd) {}
