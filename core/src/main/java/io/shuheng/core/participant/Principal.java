package io.shuheng.core.participant;

/**
 * In whose name a command acts. Immutable.
 *
 * @param participant number of the participant that is bound by it
 * @param agent number of the participant that sent it; the same one where it acts for itself
 * @param mandate number of the mandate, 0 where it acts for itself
 */
public record Principal(long participant, long agent, long mandate) {

    /** A participant that acts for itself. */
    static Principal itself(long participant) {
        return new Principal(participant, participant, 0);
    }

    /** Whether one participant acts for another. */
    public boolean isRepresented() {
        return mandate != 0;
    }
}
