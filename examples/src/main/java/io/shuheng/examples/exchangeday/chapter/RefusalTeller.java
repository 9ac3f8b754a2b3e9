package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.runtime.Outcome;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.stage.Refusals;

/** Tells of a refusal where it happens, and keeps it for the table of all. */
final class RefusalTeller {

    private final Narrator narrator;
    private final Refusals refusals;

    RefusalTeller(Narrator narrator, Refusals refusals) {
        this.narrator = narrator;
        this.refusals = refusals;
    }

    /**
     * Tells of one.
     *
     * @param attempt key of the text that says what was tried
     */
    void tell(String attempt, Outcome outcome) {
        refusals.note(attempt, outcome);
        narrator.note(
                "refused",
                narrator.text(attempt),
                outcome.code(),
                outcome.code().number());
    }
}
