package io.rushline.engine.oracle;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.agrona.DirectBuffer;

/**
 * Random sales in which an engine must agree with the oracle on every event, reply, deadline and state hash. The same seed
 * gives the same run.
 */
public final class Simulation {
    private final Function<EngineLimits, Decider> engines;
    private final int hashEvery;
    private final Map<String, Long> seen = new TreeMap<>();

    /** Of an engine with what it must agree on. State hashes are compared at every so many commands; never with 0. */
    public Simulation(Function<EngineLimits, Decider> engines, int hashEvery) {
        this.engines = engines;
        this.hashEvery = hashEvery;
    }

    /** Of the engine that serves. */
    public static Simulation ofEngine(int hashEvery) {
        return new Simulation(Decider::of, hashEvery);
    }

    /**
     * Plays what the seed makes up.
     *
     * @return in what the two disagree, with the shortest script found that shows it; empty when they agree
     */
    public Optional<String> run(long seed, int commands) {
        List<Step> steps = new ArrayList<>();
        return play(seed, commands, steps)
                .map(first -> report(seed, Profile.of(new Random(seed)).limits(), steps, first));
    }

    /** As {@link #run}, without a script, which takes long to find. */
    Optional<String> firstDisagreement(long seed, int commands) {
        List<Step> steps = new ArrayList<>();
        return play(seed, commands, steps)
                .map(first -> "seed " + seed + " disagrees at command " + steps.size() + "\n" + first);
    }

    private Optional<String> play(long seed, int commands, List<Step> steps) {
        Random random = new Random(seed);
        Profile profile = Profile.of(random);
        Match match = new Match(profile.limits(), engines, hashEvery);
        Generator generator = new Generator(profile, random, match.oracle().state());
        StepNumbers numbers = new StepNumbers(steps);
        for (int i = 1; i <= commands; i++) {
            Step step = generator.next();
            steps.add(step);
            numbers.add(step, i);
            Optional<String> disagreement = match.play(step, numbers);
            if (disagreement.isPresent()) {
                return disagreement;
            }
            count(match.expected());
        }
        return Optional.empty();
    }

    /** How often each refusal and each template of a reply or event has come, by its name or number. */
    public Map<String, Long> seen() {
        return seen;
    }

    private String report(long seed, EngineLimits limits, List<Step> steps, String first) {
        Shrinker shrinker = new Shrinker(limits, engines, hashEvery, steps);
        List<Step> shortest = shrinker.shrink();
        return "seed " + seed + " disagrees at command " + steps.size() + "; " + shortest.size()
                + " commands show it:\n\n" + Script.of(limits, shortest) + "\n"
                + shrinker.disagreement(shortest).orElse(first);
    }

    private void count(Outbox outbox) {
        outbox.forEach((buffer, offset, length) -> seen.merge(name(buffer, offset), 1L, Long::sum));
    }

    private static String name(DirectBuffer buffer, int offset) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        return header.templateId() == RefusedDecoder.TEMPLATE_ID
                ? new RefusedDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .code()
                        .name()
                : "template " + header.templateId();
    }
}
