package io.rushline.loadtest.bench;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sells with scripts in Redis that check and set all seats of a party at once. Commands are pipelined: what has become of
 * many is taken together, and what they lead to is sent together.
 */
final class RedisSeller implements Seller {
    private static final int[] IN_FLIGHT = {128, 512, 2_048};
    private static final int PATIENCE_SECONDS = 120;
    private static final String HOLD_MS = "300000";
    private static final String HOLD = """
            for i = 1, #KEYS - 1 do
                if redis.call('EXISTS', KEYS[i]) == 1 then return 0 end
            end
            for i = 1, #KEYS - 1 do redis.call('SET', KEYS[i], ARGV[1], 'PX', ARGV[2]) end
            redis.call('SET', KEYS[#KEYS], #KEYS - 1, 'PX', ARGV[2])
            return 1
            """;
    private static final String BOOK = """
            for i = 1, #KEYS - 1 do
                if redis.call('GET', KEYS[i]) ~= ARGV[1] then return 0 end
            end
            for i = 1, #KEYS - 1 do redis.call('SET', KEYS[i], 'booked ' .. ARGV[1]) end
            redis.call('PERSIST', KEYS[#KEYS])
            return 1
            """;

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final String holdDigest;
    private final String bookDigest;
    private int show;

    /** What became of a wish: asked for or held before, and granted or not. */
    private record Done(
            Wish wish,
            boolean isBooking,
            @Nullable Long answer,
            @Nullable Throwable failure) {}

    RedisSeller(RedisServer server) {
        client = RedisClient.create(server.url());
        connection = client.connect();
        holdDigest = connection.sync().scriptLoad(HOLD);
        bookDigest = connection.sync().scriptLoad(BOOK);
    }

    @Override
    public String name() {
        return "Redis, pipelined";
    }

    @Override
    public int[] crowds() {
        return IN_FLIGHT.clone();
    }

    @Override
    public void open(int seats) {
        // A seat that has no key is free.
        show++;
    }

    @Override
    public void sell(SeatSale sale, int crowd) throws InterruptedException {
        LinkedBlockingQueue<Done> answers = new LinkedBlockingQueue<>();
        connection.setAutoFlushCommands(false);
        for (int i = 0; i < crowd; i++) {
            hold(sale.next(), answers);
        }
        connection.flushCommands();
        List<Done> together = new ArrayList<>();
        while (!sale.hasEnded()) {
            Done first = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (first == null) {
                break;
            }
            together.add(first);
            answers.drainTo(together);
            together.forEach(done -> take(sale, done, answers));
            together.clear();
            connection.flushCommands();
        }
        connection.setAutoFlushCommands(true);
        sale.await(0);
    }

    @Override
    public void requireSold(int seats) {
        String[] keys = new String[seats];
        for (int seat = 0; seat < seats; seat++) {
            keys[seat] = seatKey(seat);
        }
        long booked = connection.sync().mget(keys).stream()
                .filter(seat -> seat.getValueOrElse("").startsWith("booked "))
                .map(KeyValue::getKey)
                .distinct()
                .count();
        if (booked != seats) {
            throw new IllegalStateException(name() + " has " + booked + " of " + seats + " seats as booked");
        }
    }

    private void take(SeatSale sale, Done done, LinkedBlockingQueue<Done> answers) {
        Long answer = done.answer();
        if (answer == null) {
            sale.fail(new IllegalStateException("Redis did not answer", done.failure()));
        } else if (answer == 0 && done.isBooking()) {
            sale.fail(new IllegalStateException("a hold was lost: " + done.wish()));
        } else if (answer == 0) {
            hold(sale.refused(done.wish()), answers);
        } else if (done.isBooking()) {
            sale.booked(done.wish());
            hold(sale.next(), answers);
        } else {
            sale.granted(done.wish());
            run(bookDigest, done.wish(), true, answers, "customer" + done.wish().customer());
        }
    }

    private void hold(@Nullable Wish wish, LinkedBlockingQueue<Done> answers) {
        if (wish != null) {
            run(holdDigest, wish, false, answers, "customer" + wish.customer(), HOLD_MS);
        }
    }

    private void run(
            String digest, Wish wish, boolean isBooking, LinkedBlockingQueue<Done> answers, String... arguments) {
        String[] keys = new String[wish.quantity() + 1];
        for (int i = 0; i < wish.quantity(); i++) {
            keys[i] = seatKey(wish.firstSeat() + i);
        }
        keys[wish.quantity()] = "hold:" + show + ":" + wish.customer();
        RedisFuture<Long> answered = connection.async().evalsha(digest, ScriptOutputType.INTEGER, keys, arguments);
        var unused =
                answered.whenComplete((answer, failure) -> answers.add(new Done(wish, isBooking, answer, failure)));
    }

    private String seatKey(int seat) {
        return "seat:" + show + ":" + seat;
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
