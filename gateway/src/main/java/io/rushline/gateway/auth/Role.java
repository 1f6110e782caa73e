package io.rushline.gateway.auth;

/** What the holder of a key may do. */
public enum Role {
    /** A web tier: sells seats. */
    WEB,
    /** An operator: runs the house, and may do all that a web tier may. */
    OPERATOR;

    /** True when somebody of this role may do what {@code required} is needed for. */
    public boolean covers(Role required) {
        return this == OPERATOR || this == required;
    }
}
