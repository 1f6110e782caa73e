package io.rushline.loadtest.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sells from tables of PostgreSQL, with a thread for each connection. */
final class PostgresSeller implements Seller {
    private static final int[] CONNECTIONS = {8, 16, 32};
    private static final int PATIENCE_SECONDS = 300;

    private final String url;
    private final PostgresLocking locking;
    private final Connection connection;
    private int show;

    /** Makes the tables, if nobody has made them yet. */
    PostgresSeller(PostgresServer server, PostgresLocking locking) throws SQLException {
        this.locking = locking;
        url = server.url();
        connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of("shows (show_id serial PRIMARY KEY)", """
                    seats (show_id int NOT NULL, seat int NOT NULL, state char NOT NULL DEFAULT 'F', hold_id bigint,
                    held_until timestamptz, PRIMARY KEY (show_id, seat)) WITH (fillfactor = 50)""", """
                    holds (hold_id bigserial PRIMARY KEY, show_id int NOT NULL, first_seat int NOT NULL,
                    quantity int NOT NULL, customer text NOT NULL, state char NOT NULL, expires_at timestamptz NOT NULL)
                    WITH (fillfactor = 50)""", """
                    bookings (hold_id bigint PRIMARY KEY, show_id int NOT NULL, first_seat int NOT NULL,
                    quantity int NOT NULL, customer text NOT NULL, payment text NOT NULL)""")) {
                statement.execute("CREATE TABLE IF NOT EXISTS " + table);
            }
        }
    }

    @Override
    public String name() {
        return "PostgreSQL " + locking.label();
    }

    @Override
    public int[] crowds() {
        return CONNECTIONS.clone();
    }

    @Override
    public void open(int seats) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet created = statement.executeQuery("INSERT INTO shows VALUES (DEFAULT) RETURNING show_id")) {
                created.next();
                show = created.getInt(1);
            }
            statement.execute(String.format(
                    Locale.ROOT,
                    "INSERT INTO seats (show_id, seat) SELECT %d, seat FROM generate_series(0, %d) AS seat",
                    show,
                    seats - 1));
            statement.execute("VACUUM ANALYZE seats, holds, bookings");
        }
    }

    @Override
    public void sell(SeatSale sale, int crowd) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < crowd; i++) {
            Thread thread = new Thread(() -> serve(sale), "postgres-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        sale.await(PATIENCE_SECONDS);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public void requireSold(int seats) throws SQLException {
        long booked = count("SELECT count(*) FROM seats WHERE state = 'B' AND show_id = " + show);
        long inBookings = count("SELECT count(DISTINCT seat) FROM bookings,"
                + " generate_series(first_seat, first_seat + quantity - 1) AS seat WHERE show_id = " + show);
        long sold = count("SELECT sum(quantity) FROM bookings WHERE show_id = " + show);
        if (booked != seats || inBookings != seats || sold != seats) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "%s has %d of %d seats as booked, and %d seats in bookings, %d different ones",
                    name(),
                    booked,
                    seats,
                    sold,
                    inBookings));
        }
    }

    private long count(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    private void serve(SeatSale sale) {
        try (Connection own = DriverManager.getConnection(url);
                PostgresDesk desk = new PostgresDesk(own, locking, show)) {
            Wish wish = sale.next();
            while (wish != null && !sale.hasEnded()) {
                wish = serve(sale, desk, wish);
            }
        } catch (SQLException e) {
            sale.fail(e);
        }
    }

    private static @Nullable Wish serve(SeatSale sale, PostgresDesk desk, Wish wish) throws SQLException {
        long holdId = desk.hold(wish);
        if (holdId == PostgresDesk.REFUSED) {
            return sale.refused(wish);
        }
        sale.granted(wish);
        desk.book(holdId);
        sale.booked(wish);
        return sale.next();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
