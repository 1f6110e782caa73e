package io.rushline.engine;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.protocol.CancelBookingDecoder;
import io.rushline.engine.protocol.ConfirmHoldDecoder;
import io.rushline.engine.protocol.ExchangeSeatsDecoder;
import io.rushline.engine.protocol.HoldBestAvailableDecoder;
import io.rushline.engine.protocol.HoldSeatsDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.ReleaseHoldDecoder;
import io.rushline.engine.protocol.RequestIdDecoder;
import io.rushline.engine.show.Show;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the memory that the next commands will need, for all of them at once.
 *
 * <pre>
 *   noted:   request id     new hold: show, customer             other: hold or booking
 *   1st loop line of index  bucket of each                       its cell
 *   2nd                     show, customer                       its record
 *   3rd                     seats, the show's last hold          its show, customer, timer and neighbours
 *   4th                                                          seats, bucket of the customer, timer's neighbours
 * </pre>
 *
 * <p>What a command needs is noted first, and only then read, for all commands in short loops: a processor waits for as many
 * reads at a time as it can see ahead, and it sees only some hundred instructions. All but the request index are only read
 * where there is so much of them that no cache holds it.
 *
 * <p>Nothing is promised and nothing is changed: a command is decided the same whether it was noted or not, and what is read is
 * out of date when a command before it changes it.
 */
final class ReadAhead {
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int CONTENT = BODY + RequestIdDecoder.ENCODED_LENGTH;
    private static final int MAX_COMMANDS = 32;

    /** Holds and bookings, above which their records and what belongs to them are in no cache. */
    private static final int MANY_HOLDS = 10_000;

    private static final int NOTHING = 0;
    private static final int NEW_HOLD = 1;
    private static final int OF_HOLD = 2;
    private static final int OF_BOOKING = 3;

    private final EngineState state;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final RequestIdDecoder requestId = new RequestIdDecoder();
    private final HoldSeatsDecoder holdSeats = new HoldSeatsDecoder();
    private final HoldBestAvailableDecoder holdBestAvailable = new HoldBestAvailableDecoder();
    private final CustomerName customer = new CustomerName();
    private final long[] requestHashes = new long[MAX_COMMANDS];
    private final byte[] kinds = new byte[MAX_COMMANDS];
    /** The ids of a new hold's show, of a hold, or of a booking. */
    private final long[] subjects = new long[MAX_COMMANDS];

    private final long[] customerHashes = new long[MAX_COMMANDS];
    private final int[] holds = new int[MAX_COMMANDS];
    private final @Nullable Show[] shows = new Show[MAX_COMMANDS];
    private int count;

    /** Depends on all that was read, so that the compiler must read it. */
    @SuppressWarnings("UnusedVariable")
    private long read;

    ReadAhead(EngineState state) {
        this.state = state;
    }

    /** Notes a command; one too many, or one without a request id, is left out. */
    void note(DirectBuffer command, int offset) {
        if (command.capacity() - offset < CONTENT + Long.BYTES || count == MAX_COMMANDS) {
            return;
        }
        requestId.wrap(command, offset + BODY);
        requestHashes[count] = state.requests.hash(requestId.high(), requestId.low());
        kinds[count] = NOTHING;
        if (state.holds.count() > MANY_HOLDS) {
            noteSubject(command, offset);
        }
        count++;
    }

    /** Reads for the commands that were noted, and forgets them. */
    void readNoted() {
        if (count == 0) {
            return;
        }
        read += state.requests.readAhead(requestHashes, count);
        if (state.holds.count() > MANY_HOLDS) {
            read += readIndexes();
            read += readSubjects();
            read += readWhatBelongsToHolds();
            read += readSeats();
        }
        count = 0;
    }

    private void noteSubject(DirectBuffer command, int offset) {
        header.wrap(command, offset);
        byte kind = kind(header.templateId());
        kinds[count] = kind;
        // Each of these has its show, hold or booking behind the request id.
        subjects[count] = command.getLong(offset + CONTENT, LITTLE_ENDIAN);
        if (kind == NEW_HOLD) {
            readCustomer(command, offset);
            customerHashes[count] = state.customers.hash(customer);
        }
    }

    private void readCustomer(DirectBuffer command, int offset) {
        if (header.templateId() == HoldSeatsDecoder.TEMPLATE_ID) {
            holdSeats.wrapAndApplyHeader(command, offset, header);
            HoldSeatsDecoder.SeatsDecoder seats = holdSeats.seats();
            holdSeats.limit(holdSeats.limit() + seats.count() * HoldSeatsDecoder.SeatsDecoder.sbeBlockLength());
            int at = holdSeats.limit() + HoldSeatsDecoder.customerHeaderLength();
            customer.read(command, at, holdSeats.customerLength());
        } else {
            holdBestAvailable.wrapAndApplyHeader(command, offset, header);
            int at = holdBestAvailable.limit() + HoldBestAvailableDecoder.customerHeaderLength();
            customer.read(command, at, holdBestAvailable.customerLength());
        }
    }

    private long readIndexes() {
        long all = 0;
        for (int i = 0; i < count; i++) {
            if (kinds[i] == NEW_HOLD) {
                all += state.shows.readAhead(subjects[i]) + state.customers.readAhead(customerHashes[i]);
            } else if (kinds[i] != NOTHING) {
                all += state.holds.readAhead(subjects[i]);
            }
        }
        return all;
    }

    private long readSubjects() {
        long all = 0;
        for (int i = 0; i < count; i++) {
            holds[i] = Holds.NONE;
            shows[i] = null;
            if (kinds[i] == NEW_HOLD) {
                shows[i] = state.shows.find(subjects[i]);
                all += state.customers.find(customerHashes[i]);
            } else if (kinds[i] == OF_HOLD) {
                holds[i] = state.holds.find(subjects[i]);
            } else if (kinds[i] == OF_BOOKING) {
                holds[i] = state.holds.findBooking(subjects[i]);
            }
        }
        return all;
    }

    private long readWhatBelongsToHolds() {
        long all = 0;
        for (int i = 0; i < count; i++) {
            int hold = holds[i];
            if (hold != Holds.NONE && !Holds.isEnded(hold)) {
                shows[i] = state.shows.at(state.holds.show(hold));
                all += state.customers.nameLength(state.holds.customer(hold)) + state.holds.readAheadOfNeighbours(hold);
                if (state.holds.state(hold) == Holds.HELD) {
                    all += state.timers.subject(state.holds.timer(hold));
                }
            }
        }
        return all;
    }

    private long readSeats() {
        long all = 0;
        for (int i = 0; i < count; i++) {
            Show show = shows[i];
            if (show == null) {
                continue;
            }
            int hold = holds[i];
            if (hold == Holds.NONE) {
                all += show.readAhead(0) + state.holds.readAheadOfLast(show);
            } else {
                all += show.readAhead(state.holds.seat(hold, 0));
                all += state.customers.readAheadOfRelease(state.holds.customer(hold));
                if (state.holds.state(hold) == Holds.HELD) {
                    all += state.timers.readAheadOfNeighbours(state.holds.timer(hold));
                }
            }
        }
        return all;
    }

    private static byte kind(int templateId) {
        return switch (templateId) {
            case HoldSeatsDecoder.TEMPLATE_ID, HoldBestAvailableDecoder.TEMPLATE_ID -> NEW_HOLD;
            case ConfirmHoldDecoder.TEMPLATE_ID, ReleaseHoldDecoder.TEMPLATE_ID, ExchangeSeatsDecoder.TEMPLATE_ID ->
                OF_HOLD;
            case CancelBookingDecoder.TEMPLATE_ID -> OF_BOOKING;
            default -> NOTHING;
        };
    }
}
