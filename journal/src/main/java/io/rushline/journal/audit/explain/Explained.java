package io.rushline.journal.audit.explain;

/**
 * One thing that happened to a subject, or an attempt that was refused.
 *
 * @param sequence of the command with which it happened
 * @param what the event's name, or the command's and the code of its refusal
 * @param customer whom it happened to; empty when nobody is
 * @param showId 0 when it is about none
 * @param text a sentence without its full stop
 */
public record Explained(
        long sequence, long timestampMs, boolean isRefusal, String what, String customer, long showId, String text) {}
