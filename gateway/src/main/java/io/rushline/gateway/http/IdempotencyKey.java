package io.rushline.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Optional;

/** The key by which a client marks the repetitions of one request. */
final class IdempotencyKey {
    private static final AsciiString NAME = AsciiString.cached("Idempotency-Key");
    private static final AsciiString OTHER_NAME = AsciiString.cached("X-Idempotency-Key");
    private static final Text SHAPE = Text.ascii(1, 64);

    private IdempotencyKey() {}

    /** @throws ProblemException {@code MALFORMED} when there are several or it is no key */
    static Optional<String> of(HttpHeaders headers) {
        boolean hasOther = headers.contains(OTHER_NAME);
        boolean hasIt = headers.contains(NAME);
        if (!hasIt && !hasOther) {
            return Optional.empty();
        }
        AsciiString name = hasIt ? NAME : OTHER_NAME;
        List<String> values = headers.getAll(name);
        if (values.size() > 1 || (hasIt && hasOther)) {
            throw malformed(name, "is given more than once");
        }
        String fault = SHAPE.fault(values.get(0));
        if (!fault.isEmpty()) {
            throw malformed(name, fault);
        }
        return Optional.of(values.get(0));
    }

    /** The key, or nothing when it is missing or will be refused. */
    static Optional<String> ifUsable(HttpHeaders headers) {
        try {
            return of(headers);
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static ProblemException malformed(AsciiString name, String fault) {
        return Problem.malformed("The header " + name + " " + fault)
                .error(name.toString(), fault)
                .exception();
    }
}
