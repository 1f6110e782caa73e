package io.rushline.loadtest.bench;

import io.rushline.loadtest.workload.CouldNotRun;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Has sellers sell shows in turns: first each with all of its crowds, of which the best is kept, then round after round.
 * After each show the seller's own store must say that every seat is booked once.
 */
final class PeersRounds {
    private static final int SHOW_SEATS = 10_000;
    private static final int QUICK_SHOW_SEATS = 2_000;
    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 3;
    private static final double TURN_SECONDS = 3;
    private static final double QUICK_TURN_SECONDS = 1;

    /** For so long each sells with each of its crowds before anything counts: until what is called often is compiled. */
    private static final double WARM_UP_SECONDS = 3;

    /** In a turn no more is sold than this: Rushline refuses more requests than it remembers, decision 4. */
    private static final int TURN_SEATS = 400_000;

    private final List<Contestant> contestants;
    private final int showSeats;
    private final int roundCount;
    private final double turnSeconds;
    private long seed = 1;

    private static final class Contestant {
        private final Seller seller;
        private final List<Double> rates = new ArrayList<>();
        private int crowd;

        Contestant(Seller seller) {
            this.seller = seller;
        }
    }

    PeersRounds(List<Seller> sellers, boolean isQuick) {
        contestants = sellers.stream().map(Contestant::new).toList();
        showSeats = isQuick ? QUICK_SHOW_SEATS : SHOW_SEATS;
        roundCount = isQuick ? QUICK_ROUNDS : ROUNDS;
        turnSeconds = isQuick ? QUICK_TURN_SECONDS : TURN_SECONDS;
    }

    /** Runs all rounds and prints the table. */
    void run() throws SQLException, CouldNotRun, InterruptedException {
        System.out.printf(
                Locale.ROOT, "shows of %,d seats, sold out one after the other; seats sold a second%n%n", showSeats);
        for (Contestant contestant : contestants) {
            contestant.crowd = bestCrowd(contestant.seller);
        }
        for (int round = 0; round < roundCount; round++) {
            for (Contestant contestant : round % 2 == 0 ? contestants : reversed()) {
                contestant.rates.add(turn(contestant.seller, contestant.crowd, turnSeconds));
            }
        }
        System.out.printf(Locale.ROOT, "%n%-38s %9s %12s %12s %12s%n", "", "at a time", "seats/s", "least", "most");
        for (Contestant contestant : contestants) {
            Figure rate = Rounds.figure(contestant.rates, "seats/s");
            System.out.printf(
                    Locale.ROOT,
                    "%-38s %9d %,12.0f %,12.0f %,12.0f%n",
                    contestant.seller.name(),
                    contestant.crowd,
                    rate.value(),
                    rate.min(),
                    rate.max());
        }
    }

    /** How often one sold as many seats as the other, round by round. */
    Figure ratio(Seller seller, Seller peer) {
        List<Double> rates = rates(seller);
        List<Double> peerRates = rates(peer);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < roundCount; round++) {
            ratios.add(rates.get(round) / peerRates.get(round));
        }
        return Rounds.figure(ratios, "ratio");
    }

    /** What one leaves to be done in the background, such as PostgreSQL's vacuum, shall not always fall to the same next one. */
    private List<Contestant> reversed() {
        List<Contestant> reversed = new ArrayList<>(contestants);
        Collections.reverse(reversed);
        return reversed;
    }

    private List<Double> rates(Seller seller) {
        return contestants.stream()
                .filter(contestant -> contestant.seller.equals(seller))
                .findFirst()
                .orElseThrow()
                .rates;
    }

    private int bestCrowd(Seller seller) throws SQLException, CouldNotRun, InterruptedException {
        for (int crowd : seller.crowds()) {
            turn(seller, crowd, WARM_UP_SECONDS);
        }
        int best = 0;
        double bestRate = 0;
        StringBuilder tried = new StringBuilder(seller.name()).append(", by customers served at a time:");
        for (int crowd : seller.crowds()) {
            double rate = turn(seller, crowd, turnSeconds / 2);
            tried.append(String.format(Locale.ROOT, " %d: %,.0f", crowd, rate));
            if (rate > bestRate) {
                bestRate = rate;
                best = crowd;
            }
        }
        System.out.println(tried);
        return best;
    }

    /** Sells whole shows for at least so long; answers seats sold a second. */
    private double turn(Seller seller, int crowd, double seconds)
            throws SQLException, CouldNotRun, InterruptedException {
        long soldNs = 0;
        long seats = 0;
        while (soldNs < seconds * 1e9 && seats < TURN_SEATS) {
            seller.open(showSeats);
            SeatSale sale = new SeatSale(showSeats, seed++);
            long startNs = System.nanoTime();
            seller.sell(sale, crowd);
            soldNs += System.nanoTime() - startNs;
            seats += showSeats;
            seller.requireSold(showSeats);
        }
        return seats * 1e9 / soldNs;
    }
}
