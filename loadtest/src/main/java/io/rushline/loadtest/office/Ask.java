package io.rushline.loadtest.office;

import java.util.List;

/** What a customer asks for. Whoever asks again with the same key means the same request. */
public sealed interface Ask {
    /** The seats of a show; answered with {@code quantity} free ones, or with none when there are not so many. */
    record Look(String showId, int quantity, long taste) implements Ask {}

    /** Seats for a while: these, or the best available when there are none. */
    record Hold(String showId, String customer, int quantity, List<String> seats, String key) implements Ask {
        public static Hold best(String showId, String customer, int quantity, String key) {
            return new Hold(showId, customer, quantity, List.of(), key);
        }
    }

    record Book(String holdId, String customer, String paymentReference, String key) implements Ask {}

    record Release(String holdId, String customer, String key) implements Ask {}

    record Cancel(String bookingId, String customer, String key) implements Ask {}

    record Join(String showId, String customer, int quantity, String key) implements Ask {}

    record Leave(String waiterId, String customer, String key) implements Ask {}

    /**
     * What becomes of a wait. It is answered when that is known, or earlier, with the state {@code WAITING}.
     *
     * @param rank the lower, the sooner it is served where not all can be
     */
    record Watch(String showId, String waiterId, long rank) implements Ask {}

    /** The state of a wait now. */
    record Waiter(String waiterId) implements Ask {}

    /** A booking as the server has it. */
    record Booking(String bookingId) implements Ask {}
}
