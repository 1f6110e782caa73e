package io.rushline.engine.customer;

import io.rushline.engine.slab.Slab;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * The names of the customers who hold, have booked or wait, each kept once and counted.
 *
 * <p>A customer's number is only good as long as somebody refers to it: {@link #refer} and {@link #release} go in pairs.
 */
public final class Customers {
    /** Nobody. */
    public static final int NONE = Slab.NONE;

    private static final int REFERENCES = 0;
    private static final int LENGTH = 4;
    private static final int HASH = 8;
    private static final int NAME = 16;
    private static final int RECORD_BYTES = NAME + CustomerName.MAX_BYTES;

    private final Slab customers;
    private int[] index = new int[1 << 10];

    /** @param maxCustomers the bound on customers with a hold, a booking or a place in a line */
    public Customers(int maxCustomers) {
        customers = new Slab(RECORD_BYTES, maxCustomers);
        Arrays.fill(index, NONE);
    }

    public boolean isFull() {
        return customers.isFull();
    }

    public int count() {
        return customers.liveCount();
    }

    /** The number of a customer that somebody refers to, or {@link #NONE}. */
    public int find(CustomerName name) {
        int mask = index.length - 1;
        int place = (int) name.hash() & mask;
        while (index[place] != NONE) {
            if (isNamed(index[place], name)) {
                return index[place];
            }
            place = (place + 1) & mask;
        }
        return NONE;
    }

    /** The number of a customer, new or known, with one reference more. */
    public int refer(CustomerName name) {
        int customer = find(name);
        if (customer == NONE) {
            customer = add(name);
        }
        refer(customer);
        return customer;
    }

    /** One reference more to a customer who has one. */
    public void refer(int customer) {
        customers.putInt(customer, REFERENCES, customers.intAt(customer, REFERENCES) + 1);
    }

    /** One reference less; with the last one the customer is forgotten. */
    public void release(int customer) {
        int references = customers.intAt(customer, REFERENCES) - 1;
        customers.putInt(customer, REFERENCES, references);
        if (references == 0) {
            removeFromIndex(customer);
            customers.free(customer);
        }
    }

    public boolean isNamed(int customer, CustomerName name) {
        return customers.longAt(customer, HASH) == name.hash()
                && name.isEqualTo(nameBuffer(customer), nameOffset(customer), nameLength(customer));
    }

    public int nameLength(int customer) {
        return customers.intAt(customer, LENGTH);
    }

    /** The buffer that holds the name at {@link #nameOffset}. */
    public DirectBuffer nameBuffer(int customer) {
        return customers.chunk(customer);
    }

    public int nameOffset(int customer) {
        return customers.offset(customer, NAME);
    }

    /** A hash of the name, the same whatever number the customer has. */
    public long nameHash(int customer) {
        return customers.longAt(customer, HASH);
    }

    private int add(CustomerName name) {
        int customer = customers.allocate();
        customers.putInt(customer, REFERENCES, 0);
        customers.putInt(customer, LENGTH, name.length());
        customers.putLong(customer, HASH, name.hash());
        name.copyTo(customers.chunk(customer), nameOffset(customer));
        if (customers.liveCount() > index.length >>> 1) {
            growIndex();
        }
        insert(customer);
        return customer;
    }

    private void growIndex() {
        int[] former = index;
        index = new int[former.length << 1];
        Arrays.fill(index, NONE);
        for (int customer : former) {
            if (customer != NONE) {
                insert(customer);
            }
        }
    }

    private void insert(int customer) {
        int mask = index.length - 1;
        int place = home(customer, mask);
        while (index[place] != NONE) {
            place = (place + 1) & mask;
        }
        index[place] = customer;
    }

    private int home(int customer, int mask) {
        return (int) customers.longAt(customer, HASH) & mask;
    }

    private void removeFromIndex(int customer) {
        int mask = index.length - 1;
        int place = home(customer, mask);
        while (index[place] != customer) {
            place = (place + 1) & mask;
        }
        int hole = place;
        int next = (hole + 1) & mask;
        while (index[next] != NONE) {
            int home = home(index[next], mask);
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                index[hole] = index[next];
                hole = next;
            }
            next = (next + 1) & mask;
        }
        index[hole] = NONE;
    }
}
