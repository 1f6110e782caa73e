package io.rushline.gateway.server;

/**
 * How far a standby is.
 *
 * @param role what it does
 * @param sequence the last one that its engine has
 * @param lagMs how long ago it had read all that was there; 0 as a primary
 * @param primarySequence what the primary had published at its last heartbeat, 0 when that is not known
 * @param heartbeatStillMs how long the primary's heartbeat has stood still
 * @param isRehearsed whether a take-over has been rehearsed, and so will be fast
 */
record StandbyState(
        Role role, long sequence, long lagMs, long primarySequence, long heartbeatStillMs, boolean isRehearsed) {
    static final StandbyState STARTING = new StandbyState(Role.STARTING, 0, 0, 0, 0, false);

    /** What a process that was started as a standby does now. */
    enum Role {
        STARTING,
        FOLLOWING,
        TAKING_OVER,
        PRIMARY
    }

    /** How many commands the primary had published that the engine here does not have. */
    long lagCommands() {
        return Math.max(0, primarySequence - sequence);
    }

    boolean isReady() {
        return role == Role.PRIMARY;
    }
}
