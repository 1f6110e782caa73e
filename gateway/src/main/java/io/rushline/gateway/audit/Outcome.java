package io.rushline.gateway.audit;

/** Exit codes of audits. */
final class Outcome {
    /** All is as it should be. */
    static final int GOOD = 0;

    /** The audit found something. */
    static final int FOUND = 1;

    private Outcome() {}
}
