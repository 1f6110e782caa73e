package io.rushline.engine.customer;

import io.rushline.engine.slab.Slab;
import io.rushline.engine.slab.SlabIndex;

/**
 * The names of the customers who hold, have booked or wait, each kept once and counted.
 *
 * <pre>
 *   words:  0 hash | 1 references 32, next by hash 32 | 2 length 32, further claims 32 | 3 claim: show 32, seats 32
 *           4 claim: waiter 32 | 5 name, eight characters a word
 * </pre>
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

    // The words that these are in, alone or with the next.
    private static final int HASH_WORD = HASH >>> 3;
    private static final int REFERENCES_WORD = REFERENCES >>> 3;
    private static final int LENGTH_WORD = LENGTH >>> 3;
    private static final int CLAIM_SHOW_WORD = CLAIM_SHOW >>> 3;
    private static final int CLAIM_WAITER_WORD = CLAIM_WAITER >>> 3;
    private static final int NAME_WORD = NAME >>> 3;

    private final Slab customers = new Slab(RECORD_BYTES);
    private final SlabIndex byHash;
    private final long hashSeed;

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

    /** Reads a customer's record, which is longer than what memory is read by, and answers a number that depends on it. */
    public long readAheadOf(int customer) {
        return nameLength(customer) + nameWord(customer, 1);
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
        long[] words = customers.chunk(customer);
        int start = customers.start(customer);
        if (!name.isValid() || (int) words[start + LENGTH_WORD] != name.length()) {
            return false;
        }
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            if (words[start + NAME_WORD + i] != name.word(i)) {
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
        long[] words = customers.chunk(customer);
        int start = customers.start(customer);
        name.begin((int) words[start + LENGTH_WORD]);
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            name.word(i, words[start + NAME_WORD + i]);
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
        long[] words = customers.chunk(customer);
        int start = customers.start(customer);
        words[start + CLAIM_SHOW_WORD] = Slab.word(show, seats);
        words[start + CLAIM_WAITER_WORD] = Slab.word(waiter, 0);
    }

    /** Counts seats in the customer's record when it says what he has of a show; else answers false. */
    boolean countClaimedSeats(int customer, int show, int change) {
        long[] words = customers.chunk(customer);
        int start = customers.start(customer);
        long claim = words[start + CLAIM_SHOW_WORD];
        int waiter = (int) words[start + CLAIM_WAITER_WORD];
        if ((int) claim == show) {
            int seats = (int) (claim >>> Integer.SIZE) + change;
            words[start + CLAIM_SHOW_WORD] = Slab.word(seats == 0 && waiter == NONE ? Slab.NONE : show, seats);
            return true;
        }
        if ((int) claim == Slab.NONE && furtherClaims(customer) == 0) {
            words[start + CLAIM_SHOW_WORD] = Slab.word(show, change);
            words[start + CLAIM_WAITER_WORD] = Slab.word(NONE, 0);
            return true;
        }
        return false;
    }

    /** Of how many more shows he has something. */
    int furtherClaims(int customer) {
        return customers.intAt(customer, FURTHER_CLAIMS);
    }

    void furtherClaims(int customer, int count) {
        customers.putInt(customer, FURTHER_CLAIMS, count);
    }

    /** Eight characters of the name, as {@link CustomerName#word}. */
    public long nameWord(int customer, int index) {
        return customers.longAt(customer, NAME + index * Long.BYTES);
    }

    private int add(CustomerName name) {
        int customer = customers.allocate();
        long[] words = customers.chunk(customer);
        int start = customers.start(customer);
        words[start + HASH_WORD] = name.hash(hashSeed);
        words[start + REFERENCES_WORD] = 0;
        words[start + LENGTH_WORD] = name.length();
        words[start + CLAIM_SHOW_WORD] = Slab.word(Slab.NONE, 0);
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            words[start + NAME_WORD + i] = name.word(i);
        }
        byHash.add(customer);
        return customer;
    }
}
