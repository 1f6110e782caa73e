package io.rushline.gateway.catalogue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.rushline.journal.Disk;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The catalogue's SQL database: a pool of connections, the schema brought up to date, and what a write must do to last.
 *
 * <p>Threading: any thread; reads run side by side, writes one after the other.
 */
final class CatalogueDatabase implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 4;
    private static final String FORCE = "CHECKPOINT SYNC";
    private static final String USER = "sa";

    /** A process that ends is gone long before, also on a busy machine; somebody else may keep the file. */
    private static final Duration MAX_LOCKED = Duration.ofSeconds(10);

    private static final long LOCKED_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);

    /** H2's codes for a file that it can't make sense of. One that is locked, or a full disk, has others. */
    private static final Set<Integer> DAMAGED =
            Set.of(ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.GENERAL_ERROR_1);

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Object writing = new Object();

    private CatalogueDatabase(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /** Opens the database file of a data directory, which is made when missing. */
    static CatalogueDatabase open(Path dataDirectory) throws IOException {
        return open(dataDirectory, "", Disk.SYSTEM, MAX_LOCKED);
    }

    /**
     * As above, on another disk.
     *
     * @param fileSystem one of H2's, such as {@code "retry:"}
     * @param maxLocked how long to wait for a file that another process has locked
     */
    static CatalogueDatabase open(Path dataDirectory, String fileSystem, Disk disk, Duration maxLocked)
            throws IOException {
        Files.createDirectories(dataDirectory);
        CatalogueFile file = new CatalogueFile(dataDirectory, disk);
        file.begin();
        file.tidy(fileSystem);
        CatalogueDatabase opened = connect(dataDirectory, fileSystem, maxLocked);
        boolean isWhole = false;
        try {
            if (file.isNew()) {
                opened.jdbi.useHandle(handle -> handle.execute(FORCE));
            }
            file.complete();
            isWhole = true;
            return opened;
        } finally {
            if (!isWhole) {
                opened.close();
            }
        }
    }

    private static CatalogueDatabase connect(Path dataDirectory, String fileSystem, Duration maxLocked)
            throws IOException {
        String file = dataDirectory.toAbsolutePath().resolve("catalogue").toString();
        if (file.indexOf(';') >= 0) {
            throw new IOException("Cannot open the catalogue " + file
                    + ".mv.db: its path must not contain a semicolon, which begins a setting in H2's URLs");
        }
        // No exit hook: the server closes the catalogue, after its last user.
        String url = "jdbc:h2:" + fileSystem + file + ";DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=16384";
        HikariDataSource pool;
        try {
            pool = pool(url, maxLocked);
        } catch (SQLException | RuntimeException e) {
            throw cannotOpen(file, e);
        }
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:io/rushline/gateway/catalogue/migration")
                    .load()
                    .migrate();
        } catch (RuntimeException e) {
            pool.close();
            throw cannotOpen(file, e);
        }
        return new CatalogueDatabase(pool);
    }

    <R> R read(HandleCallback<R, RuntimeException> work) {
        return jdbi.withHandle(work);
    }

    /**
     * Does the work in a transaction of its own. When this returns, the outcome is on disk.
     *
     * <p>H2 hands a commit to a background thread that writes it within WRITE_DELAY, half a second as a rule, and does
     * not force it then, nor does a delay of zero force it. CHECKPOINT SYNC writes what is committed and forces the file, so it follows each transaction. PostgreSQL forces each commit by itself and must not get that
     * statement.
     *
     * <p>One write at a time: a row is replaced by deleting and inserting it, or changed as a function of what it was,
     * and neither may meet another write half-way. Operators are few, so that costs nothing.
     */
    <R> R write(HandleCallback<R, RuntimeException> work) {
        synchronized (writing) {
            return jdbi.withHandle(handle -> {
                R result = handle.inTransaction(work);
                handle.execute(FORCE);
                return result;
            });
        }
    }

    /** Adds a row and tells the id that it got. */
    static long insert(Handle handle, String sql, String idColumn, Object... values) {
        var update = handle.createUpdate(sql);
        for (int i = 0; i < values.length; i++) {
            update.bind(i, values[i]);
        }
        return update.executeAndReturnGeneratedKeys(idColumn).mapTo(Long.class).one();
    }

    static void deleteAll(Handle handle, String sql, long... ids) {
        if (ids.length == 0) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            for (long id : ids) {
                batch.add(id);
            }
            batch.execute();
        }
    }

    /** Reads one column of ids. */
    static long[] ids(Handle handle, String sql) {
        try (Stream<Long> ids = handle.createQuery(sql).mapTo(Long.class).stream()) {
            return ids.mapToLong(Long::longValue).toArray();
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** H2 has the file from the first connection on, until the last is closed. */
    private static HikariDataSource pool(String url, Duration maxLocked) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("catalogue");
        config.setJdbcUrl(url);
        config.setUsername(USER);
        config.setPassword("");
        config.setMaximumPoolSize(MAX_CONNECTIONS);
        config.setMinimumIdle(1);
        Connection first = openUnlocked(url, maxLocked);
        try {
            return new HikariDataSource(config);
        } finally {
            first.close();
        }
    }

    /**
     * Opens H2's database. A process that was killed may have freed the data directory, and its lock on this file not yet:
     * the kernel takes one file after the other from it.
     */
    private static Connection openUnlocked(String url, Duration maxLocked) throws SQLException {
        long startedNs = System.nanoTime();
        while (true) {
            try {
                return DriverManager.getConnection(url, USER, "");
            } catch (SQLException e) {
                if (e.getErrorCode() != ErrorCode.DATABASE_ALREADY_OPEN_1
                        || System.nanoTime() - startedNs >= maxLocked.toNanos()
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            LockSupport.parkNanos(LOCKED_PAUSE_NS);
        }
    }

    private static IOException cannotOpen(String file, Exception cause) {
        String why = String.valueOf(cause.getMessage());
        boolean isDamaged = false;
        for (Throwable each = cause; each != null; each = each.getCause()) {
            why = each.getMessage() == null ? why : each.getMessage();
            isDamaged |= each instanceof EOFException
                    || (each instanceof SQLException sql && DAMAGED.contains(sql.getErrorCode()));
        }
        String advice =
                "; put a copy of it back, or move it away: halls and shows come back from the journal then, cities,"
                        + " cinemas and movies do not";
        return new IOException(
                "Cannot open the catalogue " + file + ".mv.db: " + why + (isDamaged ? advice : ""), cause);
    }
}
