package io.rushline.loadtest.workload;

import io.rushline.loadtest.schedule.Arrivals;

/**
 * An on-sale as it was ordered.
 *
 * @param runId sets this run's customers and idempotency keys apart from those of all other runs, also with equal seeds
 * @param holdMs how long holds last, without grace
 * @param drainMs how long after the last arrival customers may go on before those in line give up
 * @param timeoutMs how long a request may take, from when it is sent; watches have their waiting time on top
 */
public record Scenario(
        String runId, long seed, Arrivals arrivals, Behaviour behaviour, long holdMs, long drainMs, long timeoutMs) {
    int customers() {
        return arrivals.count();
    }
}
