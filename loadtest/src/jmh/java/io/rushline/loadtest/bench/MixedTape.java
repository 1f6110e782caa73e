package io.rushline.loadtest.bench;

import io.rushline.engine.protocol.Adjacency;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.collections.Long2LongHashMap;

/**
 * Makes the tape of the mixed workload: a round that can be played again and again.
 *
 * <pre>
 *   one round                                                            the next round
 *   |--hold----------confirm--------------------------cancel-------------|--hold---- ...
 *   |       --hold--------release--                                      |
 *   |                         --hold--------------- expires              |
 *   |--- ... cancel (of the round before)                 hold ----------|--- ... confirm, cancel
 * </pre>
 *
 * <p>Each party's commands lie at random moments of a circle, so that what begins late in a round ends early in the next.
 * Chosen seats are given out so that no two parties of the circle have the same seats at the same time: every hold
 * succeeds.
 */
final class MixedTape {
    private static final int HOLD = 0;
    private static final int CONFIRM = 1;
    private static final int RELEASE = 2;
    private static final int CANCEL = 3;

    private static final int PARTY_BITS = 22;
    private static final int KIND_BITS = 2;
    private static final double MOMENTS = 1L << 38;

    /** An engine may put off some of what is due; seats are free again after so many commands more. */
    private static final int EXPIRY_SLACK = 64;

    private static final int PROBES = 12;
    private static final int NOWHERE = -1;
    private static final long UNUSED = -1;

    private final MixedShape shape;
    private final SplittableRandom random;
    private final long firstShow;
    private final List<int[]> groups;
    private final Long2LongHashMap lastUses = new Long2LongHashMap(UNUSED);
    private final byte[] fates;
    private final int[][] places;
    private final int[] shows;
    private final byte[] quantities;
    private final int[] chosenSeats;

    private MixedTape(MixedShape shape, long firstShow, SplittableRandom random) {
        this.shape = shape;
        this.firstShow = firstShow;
        this.random = random;
        groups = shape.hall().groups();
        int holds = shape.holds();
        if (holds >= 1 << PARTY_BITS) {
            throw new IllegalArgumentException(holds + " parties are too many");
        }
        fates = new byte[holds];
        places = new int[CANCEL + 1][holds];
        shows = new int[holds];
        quantities = new byte[holds];
        chosenSeats = new int[holds];
    }

    static Tape make(MixedShape shape, long firstShow, SplittableRandom random) {
        MixedTape making = new MixedTape(shape, firstShow, random);
        making.drawFates();
        long[] order = making.drawMoments();
        making.drawSeats(order);
        return making.write(order);
    }

    /** In each block of holds, as many of each fate as the shape says: CONFIRM, RELEASE, or HOLD for those that expire. */
    private void drawFates() {
        for (int block = 0; block < fates.length; block += MixedShape.HOLDS) {
            for (int i = 0; i < MixedShape.HOLDS; i++) {
                byte fate = (byte)
                        (i < MixedShape.CONFIRMS
                                ? CONFIRM
                                : i < MixedShape.CONFIRMS + shape.releases() ? RELEASE : HOLD);
                int place = random.nextInt(i + 1);
                fates[block + i] = fates[block + place];
                fates[block + place] = fate;
            }
        }
    }

    /** Gives each command its moment on the circle, and notes its place in the order of moments. */
    private long[] drawMoments() {
        long[] order = new long[shape.commands()];
        int count = 0;
        for (int party = 0; party < fates.length; party++) {
            double held = (party + random.nextDouble()) / fates.length;
            order[count++] = key(held, HOLD, party);
            double decided = held + random.nextDouble(0.25, 0.75) * shape.holdCommands() / shape.commands();
            if (fates[party] == RELEASE) {
                order[count++] = key(decided, RELEASE, party);
            } else if (fates[party] == CONFIRM) {
                order[count++] = key(decided, CONFIRM, party);
                double life = random.nextDouble(0.5, 1.5) * shape.bookingCommands() / shape.commands();
                order[count++] = key(decided + Math.max(life, 4.0 / shape.commands()), CANCEL, party);
            }
        }
        Arrays.sort(order);
        for (int place = 0; place < order.length; place++) {
            places[kind(order[place])][party(order[place])] = place;
        }
        return order;
    }

    private static long key(double moment, int kind, int party) {
        long onCircle = (long) ((moment - Math.floor(moment)) * MOMENTS);
        return onCircle << (PARTY_BITS + KIND_BITS) | (long) kind << PARTY_BITS | party;
    }

    private static int kind(long key) {
        return (int) (key >>> PARTY_BITS) & ((1 << KIND_BITS) - 1);
    }

    private static int party(long key) {
        return (int) key & ((1 << PARTY_BITS) - 1);
    }

    private void drawSeats(long[] order) {
        boolean choosesNext = false;
        for (long command : order) {
            if (kind(command) != HOLD) {
                continue;
            }
            int party = party(command);
            int quantity = 1 + random.nextInt(Hall.MAX_PARTY);
            quantities[party] = (byte) quantity;
            shows[party] = random.nextInt(shape.shows());
            choosesNext = !choosesNext;
            chosenSeats[party] = choosesNext ? choose(party, quantity) : NOWHERE;
        }
    }

    /** The first of some seats that nobody else has while the party has them; NOWHERE when it finds none. */
    private int choose(int party, int quantity) {
        int start = places[HOLD][party];
        int end = start + life(party);
        int[] firstSeats = groups.get(quantity);
        for (int i = 0; i < PROBES + firstSeats.length; i++) {
            int group = i < PROBES ? random.nextInt(firstSeats.length) : i - PROBES;
            long key = ((long) shows[party] << 32) | firstSeats[group];
            long use = lastUses.get(key);
            int firstStart = use == UNUSED ? start : (int) (use >>> 32);
            int lastEnd = use == UNUSED ? 0 : (int) use;
            if (lastEnd <= start && end - shape.commands() <= firstStart) {
                lastUses.put(key, (long) firstStart << 32 | end);
                return firstSeats[group];
            }
        }
        return NOWHERE;
    }

    /** For how many commands a party has its seats, and a little longer where time ends it. */
    private int life(int party) {
        return switch (fates[party]) {
            case RELEASE -> distance(places[HOLD][party], places[RELEASE][party]);
            case CONFIRM ->
                distance(places[HOLD][party], places[CONFIRM][party])
                        + distance(places[CONFIRM][party], places[CANCEL][party]);
            default -> shape.holdCommands() + shape.commandsPerMs() + EXPIRY_SLACK;
        };
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + shape.commands();
    }

    private Tape write(long[] order) {
        Tape tape = new Tape(shape.commands(), random);
        for (int place = 0; place < order.length; place++) {
            int party = party(order[place]);
            int holdDistance = distance(places[HOLD][party], place);
            switch (kind(order[place])) {
                case HOLD -> writeHold(tape, party);
                case CONFIRM -> {
                    requireInTime(holdDistance);
                    tape.confirmHold(holdDistance, quantities[party] * Hall.price(category(party)), party);
                }
                case RELEASE -> {
                    requireInTime(holdDistance);
                    tape.releaseHold(holdDistance, holdDistance, party);
                }
                default -> tape.cancelBooking(distance(places[CONFIRM][party], place), holdDistance, party);
            }
        }
        return tape;
    }

    private void writeHold(Tape tape, int party) {
        long show = firstShow + shows[party];
        if (chosenSeats[party] == NOWHERE) {
            tape.holdBestAvailable(show, quantities[party], category(party), Adjacency.PREFERRED, party);
        } else {
            tape.holdSeats(show, chosenSeats[party], quantities[party], party);
        }
    }

    private int category(int party) {
        int seat = chosenSeats[party];
        return seat == NOWHERE
                ? (party >>> 1) % Hall.CATEGORIES_OF_ENGINE
                : shape.hall().category(seat);
    }

    private void requireInTime(int holdDistance) {
        if (holdDistance >= shape.holdCommands()) {
            throw new IllegalStateException("a hold of " + shape.holdCommands() + " commands ends after " + holdDistance
                    + ": holds are too short for this tape");
        }
    }
}
