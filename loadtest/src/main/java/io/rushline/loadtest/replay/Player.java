package io.rushline.loadtest.replay;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.auth.SignedIds.Kind;
import io.rushline.gateway.binary.BinaryAnswer;
import io.rushline.gateway.binary.BinaryClient;
import io.rushline.gateway.binary.BinaryClientException;
import io.rushline.gateway.binary.BinaryClientException.Reason;
import io.rushline.gateway.binary.BinaryCommand;
import io.rushline.gateway.binary.CommandId;
import io.rushline.gateway.binary.SignedId;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Reply.WaiterReply;
import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.office.BoxOffice;
import io.rushline.loadtest.replay.OnTheirWay.Unanswered;
import io.rushline.loadtest.replay.Recording.RecordedShow;
import io.rushline.loadtest.report.Heard;
import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends recorded commands, each at its time, and hears what the server says to them.
 *
 * <p>Threading: {@link #accept} is called by one thread, which waits for times and ids; answers come on the event loop,
 * which must be that of both the client and the office.
 */
final class Player implements Consumer<Decision> {
    private static final int OK = 200;
    // So soon it notices that it was cut short.
    private static final long PARK_MAX_NS = 50_000_000;
    private static final int CONFLICT = 409;
    private static final Set<Reason> REFUSALS =
            Set.of(Reason.FORBIDDEN, Reason.RATE_LIMITED, Reason.CLIENT_BLOCKED, Reason.REFUSED);

    private final Recording recording;
    private final Map<Long, Long> liveShows;
    private final BinaryClient client;
    private final BoxOffice office;
    private final double speed;
    private final CommandCopy copy;
    private final Translation ids;
    private final ShowsOfIds showsOfIds;
    private final OnTheirWay onTheirWay;
    private final Meter meter = new Meter();
    private final Differences differences = new Differences();
    private final LiveEvidence evidence;
    private final AtomicInteger sent = new AtomicInteger();
    private long saleStartNs;
    private boolean isSaleOn;
    private long lagMaxNs;
    private boolean isStuck;
    private volatile boolean isCutShort;
    // Only on the event loop.
    private boolean isOver;
    private int unansweredCount;

    /**
     * A player that has sent nothing yet.
     *
     * @param evidence takes what the answers prove
     * @param speed how many times faster than recorded; 0 for as fast as it goes
     * @param patienceMs how long the server may be silent, and how long an id is waited for that was announced
     */
    Player(
            Recording recording,
            Map<Long, Long> liveShows,
            BinaryClient client,
            BoxOffice office,
            LiveEvidence evidence,
            double speed,
            String runId,
            long patienceMs) {
        this.recording = recording;
        this.liveShows = Map.copyOf(liveShows);
        this.client = client;
        this.office = office;
        this.evidence = evidence;
        this.speed = speed;
        this.copy = new CommandCopy(runId);
        this.showsOfIds = new ShowsOfIds(this.liveShows::containsKey);
        this.ids = new Translation(liveShows.keySet(), patienceMs);
        this.onTheirWay = new OnTheirWay(patienceMs);
    }

    /** One command on its way. */
    private record Sent(
            Decision decision, RecordedShow show, String showId, SignedId subject, long intendedNs, long sentNs) {}

    @Override
    public void accept(Decision decision) {
        try {
            if (!isStuck
                    && !isCutShort
                    && Playable.isPlayable(decision.command())
                    && decision.reply().isPresent()) {
                play(decision);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        ids.announceOffers(decision);
        showsOfIds.learn(decision);
    }

    /** Waits until all is answered, or the server has been silent for too long; the rest is for {@link #giveUp}. */
    void finish() throws InterruptedException {
        isStuck = isStuck || !onTheirWay.awaitAll();
    }

    /** Counts what has no answer as having none, and hears no more; on the event loop. */
    void giveUp() {
        isOver = true;
        List<Unanswered> unanswered = onTheirWay.unanswered();
        unansweredCount += unanswered.size();
        for (Unanswered one : unanswered) {
            noAnswer(one.decision(), new Failure(Failure.Cause.TIMED_OUT, "none came in time", one.sentNs()));
        }
    }

    /** The second that is over, if one is; on the event loop. */
    Optional<Moment> tick(long elapsedNs) {
        return meter.tick(elapsedNs, gauges());
    }

    /** The last second, which is not over yet; on the event loop. */
    Moment end(long elapsedNs) {
        return meter.end(elapsedNs, gauges());
    }

    private Moment.Gauges gauges() {
        return new Moment.Gauges(
                sent.get(),
                (int) Math.min(Integer.MAX_VALUE, recording.commands()),
                client.inFlight(),
                evidence.seatsSold(),
                evidence.waitingCount());
    }

    Meter meter() {
        return meter;
    }

    Differences differences() {
        return differences;
    }

    LiveEvidence evidence() {
        return evidence;
    }

    /** Whether it was given up before all was sent and answered, because the server did not answer any more. */
    boolean isStuck() {
        return isStuck;
    }

    /** Sends nothing any more, and waits for answers only as long as they come; any thread. */
    void cutShort() {
        isCutShort = true;
        onTheirWay.cutShort();
        ids.giveUp();
    }

    boolean isCutShort() {
        return isCutShort;
    }

    /** Commands that had no answer to the end. */
    int unansweredCount() {
        return unansweredCount;
    }

    int sentCount() {
        return sent.get();
    }

    /** How far it was behind the recorded times at worst; 0 when there are none to keep. */
    long lagMaxNs() {
        return lagMaxNs;
    }

    private void play(Decision decision) throws InterruptedException {
        Command command = decision.command();
        long recordedShowId = showsOfIds.showId(command);
        Long liveShowId = liveShows.get(recordedShowId);
        RecordedShow show = recording.shows().get(recordedShowId);
        if (liveShowId == null || show == null) {
            return;
        }
        long intendedNs = awaitTime(decision);
        if (isCutShort) {
            return;
        }
        ids.announce(decision);
        CommandId id = copy.id(command);
        Optional<SignedId> subject = command.showId() != 0 ? Optional.of(new SignedId(0, 0, 0)) : ids.await(command);
        isStuck = onTheirWay.isServerSilent();
        if (isStuck || isCutShort) {
            return;
        }
        if (subject.isEmpty()) {
            sent.incrementAndGet();
            office.loop().execute(() -> {
                differences.notAsked(decision);
                ids.settle(decision, Optional.empty());
            });
            return;
        }
        BinaryCommand copied = command.showId() != 0
                ? copy.onShow(id, command, liveShowId)
                : copy.onSubject(id, command, subject.get());
        isStuck = !onTheirWay.enter(id, decision);
        if (isStuck) {
            return;
        }
        sent.incrementAndGet();
        Sent one = new Sent(decision, show, Long.toString(liveShowId), subject.get(), intendedNs, System.nanoTime());
        office.loop().execute(() -> send(one, id, copied));
    }

    private void noAnswer(Decision decision, Failure failure) {
        meter.count(Playable.operation(decision.command()), failure);
        differences.unanswered(decision, failure.detail());
        ids.settle(decision, Optional.empty());
    }

    private void send(Sent one, CommandId id, BinaryCommand copied) {
        evidence.sending(one.decision().command(), one.subject());
        var unused = client.send(copied).whenComplete((answer, failure) -> {
            if (isOver) {
                return;
            }
            onTheirWay.answered(id);
            if (failure == null) {
                onAnswer(one, answer);
            } else {
                boolean isRefused =
                        failure instanceof BinaryClientException refusal && REFUSALS.contains(refusal.reason());
                unansweredCount += isRefused ? 0 : 1;
                noAnswer(
                        one.decision(),
                        new Failure(Failure.Cause.BROKEN, String.valueOf(failure.getMessage()), one.sentNs()));
            }
        });
    }

    private void onAnswer(Sent one, BinaryAnswer answer) {
        Command command = one.decision().command();
        Operation operation = Playable.operation(command);
        long nowNs = System.nanoTime();
        boolean isOk = answer.code() == Code.OK;
        Map<String, String> fields =
                isOk ? Map.of() : Map.of("code", answer.code().name());
        meter.count(
                operation,
                new Reply(
                        isOk ? OK : CONFLICT,
                        Answer.of(fields, List.of(), Answer.EMPTY),
                        answer.sequence(),
                        0,
                        one.sentNs(),
                        nowNs));
        if (isOfTheSale(one.decision())) {
            meter.time(operation, nowNs - one.intendedNs(), nowNs - one.sentNs());
        }
        differences.compare(one.decision(), one.show().seats(), answer);
        ids.settle(one.decision(), isOk ? answer.signed() : Optional.empty());
        List<String> seats = Arrays.stream(answer.seats())
                .mapToObj(one.show().seats()::seatName)
                .toList();
        evidence.heard(operation, answer, heard(operation, seats, answer));
        // What repeats an earlier answer has happened once.
        if (isOk && !answer.isReplayed()) {
            evidence.done(command, seats, one.showId(), one.subject(), answer);
            if (command instanceof Command.JoinLine
                    && one.decision().reply().orElseThrow() instanceof WaiterReply recorded) {
                watch(one, recorded.waiterId(), answer);
            }
        }
    }

    private static Heard heard(Operation operation, List<String> seats, BinaryAnswer answer) {
        Kind kind = switch (operation) {
            case BOOK, CANCEL -> Kind.BOOKING;
            case JOIN, LEAVE -> Kind.WAITER;
            default -> Kind.HOLD;
        };
        String id = answer.signed().map(signed -> signed.text(kind)).orElse("");
        boolean isOk = answer.code() == Code.OK;
        return new Heard(operation, answer.sequence(), answer.code().name(), isOk ? id : "", isOk ? seats : List.of());
    }

    /** Follows a wait to its end, for the hold that may come of it. */
    private void watch(Sent one, long recordedWaiterId, BinaryAnswer answer) {
        SignedId waiter = answer.signed().orElseThrow();
        Ask ask = new Ask.Watch(one.showId(), waiter.text(Kind.WAITER), answer.sequence());
        office.ask(ask, 0, outcome -> onWaitEnd(one, recordedWaiterId, waiter.id(), outcome));
    }

    private void onWaitEnd(Sent one, long recordedWaiterId, long waiterId, Outcome outcome) {
        Optional<SignedId> offered = Optional.empty();
        if (outcome instanceof Reply reply) {
            String holdId = reply.answer().hold().text("holdId");
            offered = holdId.isEmpty() ? offered : Optional.of(SignedId.parse(holdId));
            evidence.waitEnded(waiterId, one.showId(), reply);
        }
        ids.settleOffer(recordedWaiterId, offered);
    }

    /** What operators did before the sale is done at once, and has no time. */
    private boolean isOfTheSale(Decision decision) {
        return decision.timestampMs() >= recording.firstMs();
    }

    /** Waits until the command is due; answers when that was. */
    private long awaitTime(Decision decision) {
        if (speed == 0 || !isOfTheSale(decision)) {
            return System.nanoTime();
        }
        if (!isSaleOn) {
            isSaleOn = true;
            saleStartNs = System.nanoTime();
        }
        long dueNs = saleStartNs + (long) ((decision.timestampMs() - recording.firstMs()) * 1e6 / speed);
        long leftNs = dueNs - System.nanoTime();
        while (leftNs > 0 && !isCutShort) {
            LockSupport.parkNanos(Math.min(leftNs, PARK_MAX_NS));
            leftNs = dueNs - System.nanoTime();
        }
        lagMaxNs = Math.max(lagMaxNs, -leftNs);
        return dueNs;
    }
}
