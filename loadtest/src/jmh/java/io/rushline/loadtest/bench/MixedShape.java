package io.rushline.loadtest.bench;

/**
 * The numbers behind the mixed workload: how long its holds and bookings must live for its shows to stay as full as they
 * are.
 *
 * <p>For 60 holds there are 25 confirmations, 10 releases and 5 expiries. What that leaves over is given back in one of
 * two ways, so that the state stays level: 25 bookings are cancelled; 20 holds are released ({@code surplusExpires} false:
 * 140 commands and 5 expiries in all) or expire ({@code surplusExpires} true: 120 commands and 25 expiries).
 *
 * @param shows of one hall
 * @param commandsPerMs how fast time passes
 * @param surplusExpires which of the two
 * @param blocks commands on the tape, in blocks of 60 holds and what belongs to them
 */
record MixedShape(Hall hall, int shows, int commandsPerMs, boolean surplusExpires, int blocks) {
    static final int HOLDS = 60;
    static final int CONFIRMS = 25;
    static final int RELEASES = 10;
    static final int EXPIRIES = 5;

    private static final int SURPLUS = HOLDS - CONFIRMS - RELEASES - EXPIRIES;
    private static final double MEAN_PARTY = (1 + Hall.MAX_PARTY) / 2.0;

    /** Of the taken seats, this part is held and the others are booked. */
    private static final double HELD_PART = 0.2;

    /** Half of what the engine has room for. */
    private static final int MAX_TAKEN = 2_000_000;

    private static final int MAX_HOLD_MS = 305_000;

    /** Of a tape's length, the longest mean life of a booking: no booking may live for a whole round. */
    private static final double MAX_BOOKING_PART = 0.55;

    static MixedShape of(Hall hall, int shows, int commandsPerMs, boolean surplusExpires) {
        return new MixedShape(hall, shows, commandsPerMs, surplusExpires, shows < 1_000_000 ? 1 << 13 : 1 << 14);
    }

    int releases() {
        return surplusExpires ? RELEASES : RELEASES + SURPLUS;
    }

    int commandsPerBlock() {
        return HOLDS + CONFIRMS + releases() + CONFIRMS;
    }

    /** Commands on the tape. */
    int commands() {
        return blocks * commandsPerBlock();
    }

    /** Holds on the tape. */
    int holds() {
        return blocks * HOLDS;
    }

    /** Holds and bookings at any moment: half of the seats, but no more than the engine may well have. */
    int taken() {
        return (int) Math.min(MAX_TAKEN, (double) hall.seatCount() * shows / 2 / MEAN_PARTY);
    }

    /** How long a hold lasts, grace included. */
    int holdMs() {
        double commands = HELD_PART * taken() / heldPerCommandOfLife();
        return (int) Math.max(1, Math.min(MAX_HOLD_MS, Math.round(commands / commandsPerMs)));
    }

    /** How long a hold lasts, in commands. */
    int holdCommands() {
        return holdMs() * commandsPerMs;
    }

    /** How long a booking lives in the mean, in commands. */
    double bookingCommands() {
        double bookedPerCommand = (double) CONFIRMS / commandsPerBlock();
        return Math.min((taken() - held()) / bookedPerCommand, MAX_BOOKING_PART * commands());
    }

    /** Bookings that are made before the tape is played, and stay: they fill up what it can't. */
    int lastingBookings() {
        double played = held() + bookingCommands() * CONFIRMS / commandsPerBlock();
        double missing = taken() - played;
        return missing < 0.02 * taken() ? 0 : (int) missing;
    }

    private double held() {
        return holdCommands() * heldPerCommandOfLife();
    }

    /** Holds that begin with a command, each weighted with the part of its longest life that it lives. */
    private double heldPerCommandOfLife() {
        int expiries = HOLDS - CONFIRMS - releases();
        return (0.5 * (CONFIRMS + releases()) + expiries) / commandsPerBlock();
    }
}
