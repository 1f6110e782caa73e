package io.rushline.gateway.server;

/** Nobody takes the output of a command any more; {@link StandardOutput} knows why. */
public final class OutputEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutputEndedException() {
        super("nobody takes the output any more");
    }
}
