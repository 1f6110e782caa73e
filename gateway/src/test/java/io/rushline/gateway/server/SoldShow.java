package io.rushline.gateway.server;

/**
 * A show of the small hall for which some asked: Ann has and books, Bob wants A-2 and gets nothing, Cid lets go of
 * his, which Dee waited for.
 *
 * @param hold Ann's, and the booking that it became
 * @param offered Dee's wait
 */
record SoldShow(String show, String hold, String booking, String offered) {
    static SoldShow in(House house) {
        String show = house.smallShow();
        String hold = house.holdSeats(show, "ann", "Stalls-A-1", "Stalls-A-2")
                .expect(201)
                .text("holdId");
        house.holdSeats(show, "bob", "Stalls-A-2", "Stalls-A-3").expect(409);
        String released = house.holdSeats(show, "cid", "Stalls-A-3", "Stalls-A-4")
                .expect(201)
                .text("holdId");
        String offered = house.join(show, "dee", 2).expect(202).text("waiterId");
        house.hold(show, "eve", 1).expect(409);
        String booking = house.book(hold, "ann").expect(201).text("bookingId");
        house.release(released, "cid").expect(204);
        house.book(released, "cid").expect(409);
        return new SoldShow(show, hold, booking, offered);
    }
}
