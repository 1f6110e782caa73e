package io.rushline.engine.oracle;

import io.rushline.engine.ScenarioHall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the numbers of steps stand for in one run of some of them. */
final class StepNumbers {
    /** Added to the number of a step that was dropped: an id that nothing has. */
    private static final long NOWHERE = 1_000_000_000_000L;

    private final Map<Long, Long> sequences = new HashMap<>();
    private final Map<Long, SimulatedCommand> commands = new HashMap<>();

    StepNumbers(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            sequences.put(steps.get(i).number(), i + 1L);
            commands.put(steps.get(i).number(), steps.get(i).command());
        }
    }

    void add(Step step, long sequence) {
        sequences.put(step.number(), sequence);
        commands.put(step.number(), step.command());
    }

    /** The id of what a step made. */
    long id(long number) {
        return sequences.getOrDefault(number, NOWHERE + number);
    }

    /** The show of which a step made a hold or a waiter; 0 when it made neither. */
    long showOfHold(long number) {
        SimulatedCommand maker = commands.get(number);
        if (maker instanceof SimulatedCommand.Hold hold) {
            return hold.show();
        }
        if (maker instanceof SimulatedCommand.Best best) {
            return best.show();
        }
        return maker instanceof SimulatedCommand.Join join ? join.show() : 0;
    }

    String seats(long show, List<Integer> seats) {
        ScenarioHall hall = hall(show);
        return seats.isEmpty() ? "none" : (hall == null ? new ScenarioHall() : hall).names(seats);
    }

    String category(long show, int category) {
        ScenarioHall hall = hall(show);
        boolean isKnown = hall != null && category >= 0 && category < hall.categories.size();
        return category == -1 ? "" : " " + (isKnown && hall != null ? hall.categories.get(category) : "#" + category);
    }

    String section(long show, int section) {
        ScenarioHall hall = hall(show);
        boolean isKnown = hall != null && section >= 0 && section < hall.sections.size();
        return section == -1 ? "" : " in " + (isKnown && hall != null ? hall.sections.get(section) : "#" + section);
    }

    private @Nullable ScenarioHall hall(long show) {
        return commands.get(show) instanceof SimulatedCommand.CreateShow created
                        && commands.get(created.plan()) instanceof SimulatedCommand.DefinePlan plan
                ? ScenarioHall.parse(plan.rows())
                : null;
    }
}
