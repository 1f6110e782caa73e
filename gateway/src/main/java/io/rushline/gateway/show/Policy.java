package io.rushline.gateway.show;

import io.rushline.engine.protocol.LinePolicy;

/** In which order a line is served; the schema's type has values for "none" and "unknown", too, which nobody can ask for. */
public enum Policy {
    STRICT_FIFO(LinePolicy.STRICT_FIFO),
    FIRST_FIT(LinePolicy.FIRST_FIT);

    private final LinePolicy wire;

    Policy(LinePolicy wire) {
        this.wire = wire;
    }

    public LinePolicy wire() {
        return wire;
    }
}
