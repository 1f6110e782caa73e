package io.rushline.gateway.reservation;

import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.gateway.http.Problem;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which problem each of the engine's refusals becomes. */
final class RefusalProblem {
    private static final Map<Code, Problem> BY_CODE = new EnumMap<>(Code.class);

    static {
        put(Code.SHOW_NOT_FOUND, 404, "There is no such show");
        put(Code.HOLD_NOT_FOUND, 404, "There is no such hold");
        put(Code.BOOKING_NOT_FOUND, 404, "There is no such booking");
        put(Code.WAITER_NOT_FOUND, 404, "Nobody waits under this id");
        put(Code.SEAT_NOT_FOUND, 404, "There is no such seat in this show");
        put(Code.PLAN_NOT_FOUND, 404, "There is no such hall");
        put(Code.SHOW_FULL, 409, "There are not enough seats left, and none can come back");
        put(Code.SEATS_UNAVAILABLE, 409, "Some of these seats are gone, but others are free: choose again");
        put(Code.JOIN_LINE, 409, "Not enough seats are free for you now, but some may come back: join the line");
        put(Code.SEATS_AVAILABLE, 409, "Nobody waits and enough seats are free: hold them");
        put(Code.NO_ADJACENT_SEATS, 409, "There are enough free seats, but not side by side");
        put(Code.ALREADY_WAITING, 409, "This customer waits in this show's line already");
        put(Code.HOLD_NOT_ACTIVE, 409, "This hold has been released or booked");
        put(Code.BOOKING_NOT_ACTIVE, 409, "This booking has been cancelled");
        put(Code.HOLD_EXPIRED, 410, "This hold has expired");
        put(
                Code.REFUND_REQUIRED,
                410,
                "The hold has expired and cannot have its seats again: the payment must go back");
        put(Code.NOT_OWNER, 403, "This belongs to another customer");
        put(Code.TOO_MANY_SEATS, 422, "These are more seats than one hold of this show may have");
        put(Code.CUSTOMER_LIMIT, 422, "These would be more seats than one customer of this show may have");
        put(Code.DUPLICATE_SEAT, 422, "A seat is named twice");
        put(Code.AMOUNT_MISMATCH, 422, "The amount is not the hold's total");
        put(Code.NOT_ON_SALE, 425, "Sales have not begun");
        put(Code.SALE_CLOSED, 409, "Sales have ended");
        put(Code.SHOW_CANCELLED, 409, "This show has been cancelled");
        put(Code.SHOW_ACTIVE, 409, "Seats of this show are held or booked, or somebody waits, or its sale is open");
        put(Code.MALFORMED, 400, "The request is malformed");
        put(Code.IDEMPOTENCY_KEY_REUSED, 422, "This idempotency key was used for another request");
        BY_CODE.put(
                Code.CAPACITY,
                Problem.of(503, "OVERLOADED", "There is no room for more at the moment")
                        .retryAfter(60));
    }

    private RefusalProblem() {}

    /** The problem of a code, without details. */
    static Problem of(Code code) {
        Problem problem = BY_CODE.get(code);
        if (problem == null) {
            throw new IllegalArgumentException("no problem for " + code);
        }
        return problem;
    }

    /**
     * The problem of a refused command.
     *
     * @param seats names the seats that it is about, where it can be about any
     */
    static Problem of(RefusedDecoder refused, Optional<RefusedSeats> seats) {
        Code code = refused.code();
        Problem problem = of(code).member("sequence", refused.sequence());
        if (code == Code.NOT_ON_SALE) {
            problem = problem.instant("onSaleAt", refused.detail());
        } else if (code == Code.TOO_MANY_SEATS || code == Code.CUSTOMER_LIMIT) {
            problem = problem.member("limit", refused.detail());
        } else if (code == Code.AMOUNT_MISMATCH) {
            problem = problem.member("expectedAmount", refused.detail());
        }
        boolean isUnavailable = code == Code.SEATS_UNAVAILABLE;
        if (isUnavailable) {
            problem = problem.detail(seats.map(RefusedSeats::detail).orElse(""));
        }
        String each = isUnavailable ? seats.map(RefusedSeats::each).orElse("") : of(code).detail();
        for (RefusedDecoder.SeatsDecoder seat : refused.seats()) {
            int index = seat.seat();
            problem =
                    problem.error(seats.map(known -> known.plan().seatId(index)).orElse(Integer.toString(index)), each);
        }
        return problem;
    }

    private static void put(Code code, int status, String title) {
        BY_CODE.put(code, Problem.of(status, code.name(), title));
    }
}
