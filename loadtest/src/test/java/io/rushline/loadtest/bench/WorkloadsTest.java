package io.rushline.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.BookingCancelledDecoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.HoldExpiredDecoder;
import io.rushline.engine.protocol.HoldReleasedDecoder;
import io.rushline.engine.protocol.SeatsBookedDecoder;
import io.rushline.engine.protocol.SeatsHeldDecoder;
import io.rushline.engine.protocol.SeatsOfferedDecoder;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.collections.MutableInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is benchmarked is what is said to be: each command has the outcome that it is there for. */
class WorkloadsTest {
    private static final int BLOCKS = 50;

    @ParameterizedTest
    @CsvSource({"1, 1, false", "1, 4, true", "7, 2, false", "7, 1, true"})
    void shouldStayLevelWhenMixedRoundIsPlayedAgain(int shows, int commandsPerMs, boolean surplusExpires) {
        MixedShape shape = new MixedShape(Hall.THEATRE, shows, commandsPerMs, surplusExpires, BLOCKS);
        MixedWorkload workload = new MixedWorkload(shape, 10, 8);
        playRound(workload);

        for (int round = 0; round < 2; round++) {
            Events events = playRound(workload);

            assertThat(events.codes).containsOnlyKeys(Code.OK);
            assertThat(events.count(SeatsHeldDecoder.TEMPLATE_ID)).isEqualTo(BLOCKS * 60);
            assertThat(events.count(SeatsBookedDecoder.TEMPLATE_ID)).isEqualTo(BLOCKS * 25);
            assertThat(events.count(BookingCancelledDecoder.TEMPLATE_ID)).isEqualTo(BLOCKS * 25);
            assertThat(events.count(HoldReleasedDecoder.TEMPLATE_ID)).isEqualTo(BLOCKS * (surplusExpires ? 10 : 30));
            assertThat(events.count(HoldExpiredDecoder.TEMPLATE_ID))
                    .isBetween(BLOCKS * (surplusExpires ? 25 : 5) - 2, BLOCKS * (surplusExpires ? 25 : 5) + 2);
        }
    }

    @Test
    void shouldFillHalfOfTheSeatsWhenShowsAreFew() {
        MixedShape shape = MixedShape.of(Hall.THEATRE, 1, 1, false);
        double held = 0.2 * shape.taken();
        double booked = shape.bookingCommands() * MixedShape.CONFIRMS / shape.commandsPerBlock();

        assertThat(shape.taken() * 2.5).isEqualTo(500);
        assertThat(held + booked + shape.lastingBookings()).isBetween(195.0, 205.0);
    }

    @Test
    void shouldFindSeatsForEachPartyWhenArenaIsNearlyFull() {
        FullArena arena = new FullArena();
        for (int group = 0; group < 8; group++) {
            for (int party = 0; party < FullArena.PARTIES; party++) {
                arena.hold(party);
                Replies.requireOk(arena.player().outbox());
            }
            for (int party = 0; party < FullArena.PARTIES; party++) {
                arena.release(party);
                Replies.requireOk(arena.player().outbox());
            }
            arena.nextGroup();
        }

        arena.refuse();
        assertThat(Replies.code(arena.player().outbox())).isEqualTo(Code.NO_ADJACENT_SEATS);
    }

    @Test
    void shouldExpireEachHoldOnceWhenAllAreDue() {
        ExpiringHolds holds = new ExpiringHolds(2_000);
        for (int round = 0; round < 2; round++) {
            holds.holdAll();
            int expired = 0;
            while (holds.isAnythingDue()) {
                holds.tick();
                expired += Replies.countEvents(holds.player().outbox(), HoldExpiredDecoder.TEMPLATE_ID);
            }

            assertThat(expired).isEqualTo(2_000);
        }
    }

    @Test
    void shouldKeepItsLengthWhenPartiesJoinLeaveAndAreOffered() {
        LongLine line = new LongLine(100, 16);
        Player player = line.player();
        MutableInteger offers = new MutableInteger();
        player.sendTo((sequence, timestampMs, command, offset, length) -> {
            player.engine().apply(sequence, timestampMs, command, offset, length, player.outbox());
            Replies.requireOk(player.outbox());
            offers.addAndGet(Replies.countEvents(player.outbox(), SeatsOfferedDecoder.TEMPLATE_ID));
        });
        for (int round = 0; round < 20; round++) {
            line.joinBatch();
            line.restore();
            line.drawLeavers();
            line.leaveBatch();
            line.restore();
            line.drawHolders();
            line.offerBatch();
            line.restore();

            assertThat(offers.get()).isEqualTo((round + 1) * LongLine.BATCH);
            assertThat(line.length()).isEqualTo(100);
        }
    }

    @Test
    void shouldWriteHexadecimalDigitsWhenNumberIsAnything() {
        for (long value : new long[] {0, 9, 10, 0x0123_4567L, 0x89AB_CDEFL, 0xFFFF_FFFFL}) {
            long digits = Player.digits(value);
            StringBuilder text = new StringBuilder();
            for (int digit = 0; digit < Tape.DIGITS; digit++) {
                text.append((char) ((digits >>> (8 * digit)) & 0xFF));
            }

            assertThat(Long.parseLong(text.reverse().toString(), 16)).isEqualTo(value);
        }
    }

    private static Events playRound(MixedWorkload workload) {
        Events events = new Events();
        for (int i = 0; i < workload.shape().commands(); i++) {
            workload.play();
            events.note(workload.player().outbox());
        }
        return events;
    }

    /** Counts what comes out. */
    private static final class Events {
        final Map<Code, Integer> codes = new EnumMap<>(Code.class);
        private final int[] counts = new int[1 << 8];

        void note(Outbox outbox) {
            codes.merge(Replies.code(outbox), 1, Integer::sum);
            for (int template = SeatsHeldDecoder.TEMPLATE_ID;
                    template <= BookingCancelledDecoder.TEMPLATE_ID;
                    template++) {
                counts[template] += Replies.countEvents(outbox, template);
            }
        }

        int count(int templateId) {
            return counts[templateId];
        }
    }
}
