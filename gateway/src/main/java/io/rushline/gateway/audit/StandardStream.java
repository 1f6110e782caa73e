package io.rushline.gateway.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a standard stream of this process leads to. {@code System.console} tells of input and output only, and of both at once. */
enum StandardStream {
    OUTPUT(1),
    ERROR(2);

    private final Path descriptor;

    StandardStream(int descriptor) {
        this.descriptor = Path.of("/proc/self/fd/" + descriptor);
    }

    boolean isTerminal() {
        String target = target();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    }

    boolean isPipe() {
        return target().startsWith("pipe:");
    }

    private String target() {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
