package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the exchange has refused in the course of the day, as the story has brought it about. For one thread. */
public final class Refusals {

    private final List<Refusal> refusals = new ArrayList<>();

    /**
     * One of them.
     *
     * @param attempt key of the text that says what was tried
     * @param outcome the exchange's answer
     */
    public record Refusal(String attempt, Outcome outcome) {}

    /** Keeps one. */
    public void note(String attempt, Outcome outcome) {
        refusals.add(new Refusal(attempt, outcome));
    }

    /** All so far, in their order. */
    public List<Refusal> all() {
        return List.copyOf(refusals);
    }

    /** How many of each code, by its number. */
    public Map<RefusalCode, Long> byCode() {
        Map<RefusalCode, Long> counts = new TreeMap<>();
        refusals.forEach(refusal -> counts.merge(refusal.outcome().code(), 1L, Math::addExact));
        return counts;
    }
}
