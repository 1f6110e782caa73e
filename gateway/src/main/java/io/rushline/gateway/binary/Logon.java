package io.rushline.gateway.binary;

import io.rushline.gateway.auth.KeyHash;
import io.rushline.gateway.auth.Principal;
import io.rushline.gateway.auth.RequestScope;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.binary.protocol.LogonRefusal;
import io.rushline.gateway.http.Client;
import io.rushline.gateway.http.Lane;
import io.rushline.gateway.limit.Visitor;
import io.rushline.gateway.listen.Listener;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who the client of a connection is, once it has said so.
 *
 * <p>Threading: the event loop.
 */
final class Logon {
    private static final long LOOK_UP_NS = TimeUnit.SECONDS.toNanos(1);

    private final Session session;
    private final SessionMessages messages;
    private final FrameReader reader;
    private final Deadlines deadlines;
    private final Admission admission;
    private final InetAddress address;
    private final boolean isOneTooMany;
    private @Nullable Principal principal;
    private @Nullable RequestScope scope;
    private @Nullable KeyHash keyHash;
    private long lookedUpNs;
    private boolean isRefused;
    private boolean isNewcomer = true;

    /**
     * @param admission begins with the client
     * @param peer the client's address, if it is still known
     */
    Logon(
            Session session,
            SessionMessages messages,
            FrameReader reader,
            Deadlines deadlines,
            Admission admission,
            @Nullable SocketAddress peer,
            boolean isOneTooMany) {
        this.session = session;
        this.messages = messages;
        this.reader = reader;
        this.deadlines = deadlines;
        this.admission = admission;
        this.address = Listener.addressOf(peer);
        this.isOneTooMany = isOneTooMany;
    }

    /** The connection counts as a newcomer no longer: it has logged on, or is gone. */
    void settle() {
        if (isNewcomer) {
            isNewcomer = false;
            session.newcomers().leave(address);
        }
    }

    boolean isDone() {
        return principal != null;
    }

    boolean isRefused() {
        return isRefused;
    }

    /** The role of a client that has logged on. */
    Role role() {
        return known(principal).role();
    }

    /** What keeps its request ids apart from those of others. */
    RequestScope scope() {
        return known(scope);
    }

    /** Whether the key of a client that has logged on is valid no more; looked up once a second at the most. */
    boolean isRevoked() {
        long nowNs = deadlines.nowNs();
        Principal loggedOn = principal;
        KeyHash hash = keyHash;
        if (loggedOn == null || hash == null || nowNs - lookedUpNs < LOOK_UP_NS) {
            return false;
        }
        lookedUpNs = nowNs;
        return session.keys().find(hash).filter(loggedOn::equals).isEmpty();
    }

    /** Accepts or refuses a client. */
    void attempt(String apiKey, int heartbeatMs) {
        KeyHash hash = KeyHash.of(apiKey);
        Optional<Principal> found = session.keys().find(hash);
        Visitor visitor = session.guard().visitor(new Client(address, found));
        Visitor.Verdict verdict = isOneTooMany ? Visitor.Verdict.ADMITTED : visitor.admit(Lane.READ);
        if (isOneTooMany) {
            refuse(LogonRefusal.TOO_MANY_CONNECTIONS, 0);
            return;
        } else if (verdict == Visitor.Verdict.RATE_LIMITED) {
            refuse(LogonRefusal.RATE_LIMITED, visitor.retryAfterMs());
            return;
        } else if (verdict == Visitor.Verdict.CLIENT_BLOCKED) {
            refuse(LogonRefusal.CLIENT_BLOCKED, visitor.retryAfterMs());
            return;
        } else if (found.isEmpty()) {
            visitor.onAnswered("UNAUTHORIZED");
            refuse(LogonRefusal.UNKNOWN_KEY, 0);
            return;
        }
        settle();
        admission.begin(visitor);
        keyHash = hash;
        principal = found.get();
        lookedUpNs = deadlines.nowNs();
        scope = session.ids().requestScope(found.get().name());
        int maxFrameBytes =
                role() == Role.OPERATOR ? BinaryOptions.OPERATOR_FRAME_BYTES : BinaryOptions.WEB_FRAME_BYTES;
        reader.maxFrameBytes(maxFrameBytes);
        deadlines.wanted(heartbeatMs);
        messages.logonAccepted(
                role(),
                deadlines.heartbeatMs(),
                deadlines.idleMs(),
                maxFrameBytes,
                session.clock().time());
    }

    private void refuse(LogonRefusal reason, long retryAfterMs) {
        isRefused = true;
        messages.logonRefused(reason, retryAfterMs);
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("nobody has logged on yet");
        }
        return value;
    }
}
