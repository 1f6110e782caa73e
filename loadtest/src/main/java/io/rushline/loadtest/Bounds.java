package io.rushline.loadtest;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Says in one line what is wrong with an option. */
final class Bounds {
    private final CommandSpec spec;

    Bounds(CommandSpec spec) {
        this.spec = spec;
    }

    void within(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw wrong(option + " must be between " + min + " and " + max + ", not " + value);
        }
    }

    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
