package io.rushline.engine.oracle;

import io.rushline.engine.protocol.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a client may send, whatever the state of a show. */
final class NaiveInput {
    static final int ANY = -1;

    private static final int MAX_CUSTOMER = 64;
    private static final int MAX_PAYMENT = 254;

    /** Seats of which each has the same fault. */
    record SeatFault(Code code, List<Integer> seats) {}

    private NaiveInput() {}

    /** H1: 1 to 64 printable ASCII characters. */
    static boolean isCustomer(String text) {
        return !text.isEmpty() && text.length() <= MAX_CUSTOMER && isPrintable(text);
    }

    /** K1. */
    static boolean isPayment(String text) {
        return text.length() <= MAX_PAYMENT && isPrintable(text);
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(character -> character >= ' ' && character <= '~');
    }

    static boolean isIndexOrAny(int index, int count) {
        return index >= ANY && index < count;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** H1: the fault that comes first in the list, and all seats with that fault in the order given. */
    static Optional<SeatFault> faultOf(List<Integer> seats, NaivePlan plan) {
        Set<Integer> seen = new HashSet<>();
        List<Integer> missing = new ArrayList<>();
        List<Integer> twice = new ArrayList<>();
        Code first = Code.OK;
        for (int seat : seats) {
            Code fault = !plan.hasSeat(seat) ? Code.SEAT_NOT_FOUND : seen.add(seat) ? Code.OK : Code.DUPLICATE_SEAT;
            if (first == Code.OK) {
                first = fault;
            }
            List<Integer> found = fault == Code.SEAT_NOT_FOUND ? missing : twice;
            if (fault != Code.OK && !found.contains(seat)) {
                found.add(seat);
            }
        }
        return switch (first) {
            case OK -> Optional.empty();
            case SEAT_NOT_FOUND -> Optional.of(new SeatFault(first, missing));
            default -> Optional.of(new SeatFault(first, twice));
        };
    }

    static List<Integer> ascending(List<Integer> seats) {
        return List.copyOf(new TreeSet<>(seats));
    }
}
