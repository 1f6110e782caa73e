package io.rushline.loadtest.bench;

import java.sql.Connection;

/** How a transaction keeps others from the seats that it is about to sell. */
enum PostgresLocking {
    /** It does not: the database finds out that two have read and written the same, and one of them begins anew. */
    SERIALIZABLE("SERIALIZABLE", Connection.TRANSACTION_SERIALIZABLE, ""),
    /** It locks the rows, and takes those that others have locked as gone. */
    SKIP_LOCKED("FOR UPDATE SKIP LOCKED", Connection.TRANSACTION_READ_COMMITTED, " FOR UPDATE SKIP LOCKED");

    private final String label;
    private final int isolation;
    private final String clause;

    PostgresLocking(String label, int isolation, String clause) {
        this.label = label;
        this.isolation = isolation;
        this.clause = clause;
    }

    String label() {
        return label;
    }

    /** As of {@link Connection}. */
    int isolation() {
        return isolation;
    }

    /** What a query of seats ends in. */
    String clause() {
        return clause;
    }
}
