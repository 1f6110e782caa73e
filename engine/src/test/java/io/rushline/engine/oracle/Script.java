package io.rushline.engine.oracle;

import io.rushline.engine.EngineLimits;
import java.util.List;

/** Steps as lines to read, in the words of the scenarios: {@code h12} is the hold, booking or place that step 12 made. */
final class Script {
    private Script() {}

    static String of(EngineLimits limits, List<Step> steps) {
        StepNumbers numbers = new StepNumbers(steps);
        StringBuilder text = new StringBuilder("limits ").append(limits(limits)).append('\n');
        for (Step step : steps) {
            if (step.reloads()) {
                text.append("# the engine is written to a snapshot and loaded again\n");
            }
            text.append(line(step, numbers)).append('\n');
        }
        return text.toString();
    }

    static String limits(EngineLimits limits) {
        return "plans=" + limits.maxPlans() + " shows=" + limits.maxShows() + " holds=" + limits.maxHolds() + " ended="
                + limits.maxEndedHolds() + " waiters=" + limits.maxWaiters() + " kept=" + limits.keptRequests()
                + " requests=" + limits.maxRequests() + " steps=" + limits.maxStepsPerCommand() + " retention="
                + limits.requestRetentionMs() + " wheel=" + limits.timerWheelMs();
    }

    private static String line(Step step, StepNumbers numbers) {
        String key = step.key() == 0 ? "" : " key k" + step.key();
        String at = "at " + step.atMs() + " | ";
        if (step.command() instanceof SimulatedCommand.DefinePlan plan) {
            return at + "plan p" + step.number() + " | " + plan.rows() + key;
        }
        String made = step.command() instanceof SimulatedCommand.CreateShow ? " as s" : " as h";
        return at + step.command().text(numbers) + made + step.number() + key;
    }
}
