package io.rushline.loadtest.office;

import io.rushline.gateway.binary.BinaryClient;
import io.rushline.gateway.binary.SignedId;
import io.rushline.gateway.binary.StateListener;
import io.rushline.gateway.binary.protocol.HoldStatus;
import io.rushline.gateway.binary.protocol.WaitStatus;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A wait that is watched to its end over a subscription. When the end is an offer, its hold is looked at before anybody
 * hears of it.
 *
 * <p>Threading: the office's event loop.
 */
final class WaiterWatch {
    private static final long NO_SUBSCRIPTION = 0;

    private final BinaryClient client;
    private final String showId;
    private final BinaryRequests requests;
    private final Consumer<WaiterWatch> whenOver;
    private final Consumer<Outcome> receiver;
    private final long startNs = System.nanoTime();
    private final long subscriptionId;
    private long holdSubscriptionId = NO_SUBSCRIPTION;
    private boolean isOver;

    WaiterWatch(
            BinaryClient client,
            Ask.Watch watch,
            BinaryRequests requests,
            Consumer<WaiterWatch> whenOver,
            Consumer<Outcome> receiver) {
        this.client = client;
        this.showId = watch.showId();
        this.requests = requests;
        this.whenOver = whenOver;
        this.receiver = receiver;
        subscriptionId = client.subscribeToWaiter(SignedId.parse(watch.waiterId()), new Waiter());
    }

    void cancel() {
        end(new Failure(Failure.Cause.CANCELLED, "given up", startNs));
    }

    /** Nothing will be heard of it. */
    void fail(Failure failure) {
        end(failure);
    }

    private void end(Outcome outcome) {
        if (!isOver) {
            isOver = true;
            whenOver.accept(this);
            client.unsubscribe(subscriptionId);
            if (holdSubscriptionId != NO_SUBSCRIPTION) {
                client.unsubscribe(holdSubscriptionId);
            }
            receiver.accept(outcome);
        }
    }

    private boolean hasOffer() {
        return holdSubscriptionId != NO_SUBSCRIPTION;
    }

    private void offered(Answer hold, long sequence) {
        Answer answer = Answer.of(Map.of("state", WaitStatus.OFFERED.name()), List.of(), hold);
        end(BinaryOffice.reply(answer, sequence, startNs));
    }

    /** Hears of the wait. */
    private final class Waiter implements StateListener {
        @Override
        public void onWaiter(long waiterId, long sequence, WaitStatus status, int ahead, SignedId hold) {
            if (isOver || hasOffer()) {
                return;
            }
            switch (status) {
                case WAITING, SBE_UNKNOWN, NULL_VAL -> {
                    // Not over, as far as this client knows.
                }
                case OFFERED -> holdSubscriptionId = client.subscribeToHold(hold, new Offer(sequence));
                case TIMED_OUT, INSUFFICIENT, LEFT, SHOW_FULL -> {
                    Answer answer = Answer.of(Map.of("state", status.name()), List.of(), Answer.EMPTY);
                    end(BinaryOffice.reply(answer, sequence, startNs));
                }
            }
        }

        @Override
        public void onEnd() {
            // Before a final state, the server refused the subscription or ended it.
            if (!hasOffer()) {
                end(new Failure(Failure.Cause.ENDED, "the server ended the subscription", startNs));
            }
        }
    }

    /** Hears of the hold that was offered; one that is gone or past is an offer that the customer came too late for. */
    private final class Offer implements StateListener {
        private final long sequence;

        Offer(long sequence) {
            this.sequence = sequence;
        }

        @Override
        public void onHold(
                SignedId hold, long holdSequence, HoldStatus status, long expiresAtMs, SignedId booking, int[] seats) {
            offered(
                    status == HoldStatus.HELD ? requests.hold(showId, hold, expiresAtMs, seats) : Answer.EMPTY,
                    sequence);
        }

        @Override
        public void onEnd() {
            offered(Answer.EMPTY, sequence);
        }
    }
}
