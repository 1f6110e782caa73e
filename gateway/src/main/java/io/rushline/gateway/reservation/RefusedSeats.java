package io.rushline.gateway.reservation;

import io.rushline.gateway.view.PlanView;

/**
 * What the seats of a refusal are called, and what {@code SEATS_UNAVAILABLE} means for them.
 *
 * @param detail of the refusal, or empty when its title says enough
 * @param each what is wrong with each of them
 */
public record RefusedSeats(PlanView plan, String detail, String each) {
    /** Seats that a customer wants. */
    static RefusedSeats wanted(PlanView plan) {
        return new RefusedSeats(plan, "", "is not free");
    }
}
