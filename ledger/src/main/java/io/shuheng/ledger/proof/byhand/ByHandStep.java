package io.shuheng.ledger.proof.byhand;

import java.util.List;

/**
 * One step of a check by hand. Immutable.
 *
 * @param title what is checked
 * @param note why, and what the outputs mean
 * @param lines to be typed, in order
 */
public record ByHandStep(String title, String note, List<Line> lines) {

    /**
     * A line for a shell, run in the folder of the pieces.
     *
     * @param command what is typed
     * @param expected what it must print, without the end of the line; empty where it prints nothing
     */
    public record Line(String command, String expected) {}

    /** Takes a copy. */
    public ByHandStep {
        lines = List.copyOf(lines);
    }
}
