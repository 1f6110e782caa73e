package io.rushline.loadtest.bench;

import io.rushline.loadtest.workload.CouldNotRun;
import java.sql.SQLException;

/** Something that can sell the seats of a show, with every acknowledged hold on the disk. */
interface Seller extends AutoCloseable {
    String name();

    /** Numbers of customers that are served at a time, of which the best may be chosen. */
    int[] crowds();

    /** Puts another show on sale, before the clock runs. */
    void open(int seats) throws CouldNotRun, SQLException, InterruptedException;

    /** Sells the show that was opened last, and returns when all its seats are booked. */
    void sell(SeatSale sale, int crowd) throws InterruptedException;

    /**
     * Looks the last show up where it is stored.
     *
     * @throws IllegalStateException unless each of its seats is booked, once
     */
    void requireSold(int seats) throws CouldNotRun, SQLException, InterruptedException;

    @Override
    void close() throws SQLException;
}
