package io.rushline.engine.customer;

import io.rushline.engine.slab.Slab;
import io.rushline.engine.slab.SlabIndex;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The names of the customers who hold, have booked or wait, each kept once and counted.
 *
 * <p>A customer's number is only good as long as somebody refers to it: {@link #refer} and {@link #release} go in pairs.
 */
public final class Customers {
    /** Nobody. */
    public static final int NONE = Slab.NONE;

    private static final int HASH = 0;
    private static final int REFERENCES = 8;
    private static final int NEXT_BY_HASH = 12;
    private static final int LENGTH = 16;
    private static final int FURTHER_CLAIMS = 20;
    private static final int CLAIM_SHOW = 24;
    private static final int CLAIM_SEATS = 28;
    private static final int CLAIM_WAITER = 32;
    private static final int NAME = 40;
    private static final int RECORD_BYTES = NAME + CustomerName.MAX_BYTES;

    private final Slab customers = new Slab(RECORD_BYTES);
    private final SlabIndex byHash;
    private final long hashSeed;
    private final UnsafeBuffer name = new UnsafeBuffer(new byte[CustomerName.MAX_BYTES]);

    /** @param hashSeed see {@link SlabIndex} */
    public Customers(long hashSeed) {
        this.hashSeed = hashSeed;
        byHash = new SlabIndex(customers, HASH, NEXT_BY_HASH, hashSeed);
    }

    /** Makes room while there are no customers, so that adding so many of them costs less. */
    public void reserve(int count) {
        byHash.reserve(count);
    }

    public int count() {
        return customers.liveCount();
    }

    /** The number of a customer that somebody refers to, or {@link #NONE}; also when the name is not valid. */
    public int find(CustomerName name) {
        if (!name.isValid()) {
            return NONE;
        }
        int customer = byHash.find(name.hash(hashSeed));
        while (customer != NONE && !isNamed(customer, name)) {
            customer = byHash.findNext(customer);
        }
        return customer;
    }

    /** The hash of a name, for {@link #readAhead} and {@link #find(long)}; 0 of one that is not valid. */
    public long hash(CustomerName name) {
        return name.isValid() ? name.hash(hashSeed) : 0;
    }

    /** Reads where {@link #find} begins to look, and answers a number that depends on it. */
    public long readAhead(long hash) {
        return byHash.readAhead(hash);
    }

    /** Reads what {@link #release} will need, and answers a number that depends on it. */
    public long readAheadOfRelease(int customer) {
        return byHash.readAhead(customers.longAt(customer, HASH));
    }

    /** The number of a customer whose name has a hash, or {@link #NONE}. */
    public int find(long hash) {
        return byHash.find(hash);
    }

    /** The number of a customer with a valid name, new or known, with one reference more. */
    public int refer(CustomerName name) {
        return refer(name, find(name));
    }

    /**
     * As {@link #refer(CustomerName)}, by somebody who has looked already.
     *
     * @param found what {@link #find} said of the name, and no customer has come or gone since
     */
    public int refer(CustomerName name, int found) {
        int customer = found == NONE ? add(name) : found;
        customers.putInt(customer, REFERENCES, customers.intAt(customer, REFERENCES) + 1);
        return customer;
    }

    /** One reference less; with the last one the customer is forgotten. */
    public void release(int customer) {
        int references = customers.intAt(customer, REFERENCES) - 1;
        customers.putInt(customer, REFERENCES, references);
        if (references == 0) {
            byHash.remove(customer);
            customers.free(customer);
        }
    }

    public boolean isNamed(int customer, CustomerName name) {
        if (!name.isValid() || customers.intAt(customer, LENGTH) != name.length()) {
            return false;
        }
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            if (customers.longAt(customer, NAME + i * Long.BYTES) != name.word(i)) {
                return false;
            }
        }
        return true;
    }

    public int nameLength(int customer) {
        return customers.intAt(customer, LENGTH);
    }

    /** Reads a customer's name into {@code name}. */
    public void readName(int customer, CustomerName name) {
        name.begin(nameLength(customer));
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            name.word(i, customers.longAt(customer, NAME + i * Long.BYTES));
        }
    }

    /** The show of which the customer's record itself says what he has, or {@link Slab#NONE}. */
    int claimShow(int customer) {
        return customers.intAt(customer, CLAIM_SHOW);
    }

    int claimSeats(int customer) {
        return customers.intAt(customer, CLAIM_SEATS);
    }

    int claimWaiter(int customer) {
        return customers.intAt(customer, CLAIM_WAITER);
    }

    void claim(int customer, int show, int seats, int waiter) {
        customers.putInt(customer, CLAIM_SHOW, show);
        customers.putInt(customer, CLAIM_SEATS, seats);
        customers.putInt(customer, CLAIM_WAITER, waiter);
    }

    /** Of how many more shows he has something. */
    int furtherClaims(int customer) {
        return customers.intAt(customer, FURTHER_CLAIMS);
    }

    void furtherClaims(int customer, int count) {
        customers.putInt(customer, FURTHER_CLAIMS, count);
    }

    /** The name's characters, from 0 on; good until the next call. */
    public DirectBuffer name(int customer) {
        int length = nameLength(customer);
        for (int i = 0; i < CustomerName.wordCount(length); i++) {
            name.putLong(i * Long.BYTES, customers.longAt(customer, NAME + i * Long.BYTES), ByteOrder.LITTLE_ENDIAN);
        }
        return name;
    }

    private int add(CustomerName name) {
        int customer = customers.allocate();
        customers.putLong(customer, HASH, name.hash(hashSeed));
        customers.putInt(customer, REFERENCES, 0);
        customers.putInt(customer, LENGTH, name.length());
        customers.putInt(customer, FURTHER_CLAIMS, 0);
        customers.putInt(customer, CLAIM_SHOW, Slab.NONE);
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            customers.putLong(customer, NAME + i * Long.BYTES, name.word(i));
        }
        byHash.add(customer);
        return customer;
    }
}
