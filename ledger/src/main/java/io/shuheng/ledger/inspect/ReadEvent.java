package io.shuheng.ledger.inspect;

import io.shuheng.core.record.EventKind;
import java.util.ArrayList;
import java.util.List;

/**
 * An event with what its three numbers say. Immutable.
 *
 * @param kind of the event
 * @param a its numbers
 * @param b likewise
 * @param c likewise
 * @param meaningA the word that a number stands for, such as a state's name; empty where it stands for itself
 * @param meaningB likewise
 * @param meaningC likewise
 */
public record ReadEvent(EventKind kind, long a, long b, long c, String meaningA, String meaningB, String meaningC) {

    /**
     * One of its numbers.
     *
     * @param name what it says, see {@link EventKind}
     * @param value the number
     * @param meaning the word it stands for, or empty
     */
    public record Named(String name, long value, String meaning) {}

    /** Those of its numbers that say something, in their order. */
    public List<Named> numbers() {
        List<Named> numbers = new ArrayList<>(3);
        add(numbers, kind.a(), a, meaningA);
        add(numbers, kind.b(), b, meaningB);
        add(numbers, kind.c(), c, meaningC);
        return numbers;
    }

    private static void add(List<Named> numbers, String name, long value, String meaning) {
        if (!name.isEmpty()) {
            numbers.add(new Named(name, value, meaning));
        }
    }
}
