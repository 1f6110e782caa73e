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
    private static final int NAME = 24;
    private static final int RECORD_BYTES = NAME + CustomerName.MAX_BYTES;

    private final Slab customers = new Slab(RECORD_BYTES);
    private final SlabIndex byHash;
    private final UnsafeBuffer name = new UnsafeBuffer(new byte[CustomerName.MAX_BYTES]);

    /** @param hashSeed see {@link SlabIndex} */
    public Customers(long hashSeed) {
        byHash = new SlabIndex(customers, HASH, NEXT_BY_HASH, hashSeed);
    }

    public int count() {
        return customers.liveCount();
    }

    /** The number of a customer that somebody refers to, or {@link #NONE}; also when the name is not valid. */
    public int find(CustomerName name) {
        if (!name.isValid()) {
            return NONE;
        }
        int customer = byHash.find(name.hash());
        while (customer != NONE && !isNamed(customer, name)) {
            customer = byHash.findNext(customer);
        }
        return customer;
    }

    /** The number of a customer with a valid name, new or known, with one reference more. */
    public int refer(CustomerName name) {
        int customer = find(name);
        if (customer == NONE) {
            customer = add(name);
        }
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
        customers.putLong(customer, HASH, name.hash());
        customers.putInt(customer, REFERENCES, 0);
        customers.putInt(customer, LENGTH, name.length());
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            customers.putLong(customer, NAME + i * Long.BYTES, name.word(i));
        }
        byHash.add(customer);
        return customer;
    }
}
