package io.rushline.loadtest.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One connection that holds and books: each a transaction that selects, checks, updates and inserts, and begins anew when
 * the database says so.
 *
 * <p>Threading: one thread.
 */
final class PostgresDesk implements AutoCloseable {
    static final long REFUSED = -1;

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";

    private final Connection connection;
    private final int show;
    private final PreparedStatement selectSeats;
    private final PreparedStatement holdSeats;
    private final PreparedStatement insertHold;
    private final PreparedStatement selectHold;
    private final PreparedStatement bookSeats;
    private final PreparedStatement bookHold;
    private final PreparedStatement insertBooking;

    private interface Work {
        long run() throws SQLException;
    }

    PostgresDesk(Connection connection, PostgresLocking locking, int show) throws SQLException {
        this.connection = connection;
        this.show = show;
        connection.setTransactionIsolation(locking.isolation());
        connection.setAutoCommit(false);
        selectSeats = connection.prepareStatement("SELECT seat FROM seats WHERE show_id = ? AND seat BETWEEN ? AND ?"
                + " AND (state = 'F' OR state = 'H' AND held_until < now())" + locking.clause());
        insertHold = connection.prepareStatement(
                "INSERT INTO holds (show_id, first_seat, quantity, customer, state, expires_at)"
                        + " VALUES (?, ?, ?, ?, 'H', now() + interval '300 seconds') RETURNING hold_id");
        holdSeats = connection.prepareStatement("UPDATE seats SET state = 'H', hold_id = ?,"
                + " held_until = now() + interval '300 seconds' WHERE show_id = ? AND seat BETWEEN ? AND ?");
        selectHold = connection.prepareStatement("SELECT first_seat, quantity, customer FROM holds"
                + " WHERE hold_id = ? AND state = 'H' AND expires_at > now()"
                + (locking.clause().isEmpty() ? "" : " FOR UPDATE"));
        bookSeats = connection.prepareStatement("UPDATE seats SET state = 'B', held_until = NULL"
                + " WHERE show_id = ? AND seat BETWEEN ? AND ? AND hold_id = ?");
        bookHold = connection.prepareStatement("UPDATE holds SET state = 'B' WHERE hold_id = ?");
        insertBooking = connection.prepareStatement("INSERT INTO bookings VALUES (?, ?, ?, ?, ?, ?)");
    }

    /** The id of a hold that is on the disk, or {@link #REFUSED} when not all of the seats are free. */
    long hold(Wish wish) throws SQLException {
        return inTransaction(() -> {
            set(selectSeats, 1, show, wish.firstSeat(), wish.endSeat() - 1);
            int free = 0;
            try (ResultSet seats = selectSeats.executeQuery()) {
                while (seats.next()) {
                    free++;
                }
            }
            if (free < wish.quantity()) {
                connection.rollback();
                return REFUSED;
            }
            set(insertHold, 1, show, wish.firstSeat(), wish.quantity());
            insertHold.setString(4, "customer" + wish.customer());
            long holdId;
            try (ResultSet inserted = insertHold.executeQuery()) {
                inserted.next();
                holdId = inserted.getLong(1);
            }
            holdSeats.setLong(1, holdId);
            set(holdSeats, 2, show, wish.firstSeat(), wish.endSeat() - 1);
            holdSeats.executeUpdate();
            connection.commit();
            return holdId;
        });
    }

    /** Books what is held. */
    void book(long holdId) throws SQLException {
        inTransaction(() -> {
            selectHold.setLong(1, holdId);
            int firstSeat;
            int quantity;
            String customer;
            try (ResultSet hold = selectHold.executeQuery()) {
                if (!hold.next()) {
                    throw new IllegalStateException("hold " + holdId + " is not there any more");
                }
                firstSeat = hold.getInt(1);
                quantity = hold.getInt(2);
                customer = hold.getString(3);
            }
            set(bookSeats, 1, show, firstSeat, firstSeat + quantity - 1);
            bookSeats.setLong(4, holdId);
            if (bookSeats.executeUpdate() != quantity) {
                throw new IllegalStateException("hold " + holdId + " does not have its seats");
            }
            bookHold.setLong(1, holdId);
            bookHold.executeUpdate();
            insertBooking.setLong(1, holdId);
            set(insertBooking, 2, show, firstSeat, quantity);
            insertBooking.setString(5, customer);
            insertBooking.setString(6, "paid");
            insertBooking.executeUpdate();
            connection.commit();
            return holdId;
        });
    }

    private long inTransaction(Work work) throws SQLException {
        while (true) {
            try {
                return work.run();
            } catch (SQLException e) {
                connection.rollback();
                if (!SERIALIZATION_FAILURE.equals(e.getSQLState()) && !DEADLOCK.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    private static void set(PreparedStatement statement, int from, int first, int second, int third)
            throws SQLException {
        statement.setInt(from, first);
        statement.setInt(from + 1, second);
        statement.setInt(from + 2, third);
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : new PreparedStatement[] {
            selectSeats, holdSeats, insertHold, selectHold, bookSeats, bookHold, insertBooking
        }) {
            statement.close();
        }
    }
}
