package io.rushline.gateway.server;

/**
 * How far a standby is.
 *
 * @param role what it does
 * @param sequence the last one that its engine has
 * @param lagMs how long ago it had read all that was there; 0 as a primary
 * @param primarySequence what the primary had published at its last heartbeat, 0 when that is not known
 * @param heartbeatStillMs how long the primary's heartbeat has stood still
 */
record StandbyState(Role role, long sequence, long lagMs, long primarySequence, long heartbeatStillMs) {
    static final StandbyState STARTING = new StandbyState(Role.STARTING, 0, 0, 0, 0);

    /** What a process that was started as a standby does now. */
    enum Role {
        STARTING,
        FOLLOWING,
        TAKING_OVER,
        PRIMARY
    }

    boolean isReady() {
        return role == Role.PRIMARY;
    }
}
