package io.rushline.engine.oracle;

/**
 * One command of a simulation.
 *
 * @param number its sequence in the run that made it; the name of what it makes
 * @param reloads whether the engine is written to a snapshot and loaded from it before the command
 * @param key names the request, 0 for none
 */
record Step(long number, boolean reloads, long atMs, long key, SimulatedCommand command) {
    Step withoutKey() {
        return new Step(number, reloads, atMs, 0, command);
    }

    Step withoutReload() {
        return new Step(number, false, atMs, key, command);
    }
}
