package io.shuheng.ledger.proof;

/**
 * For whom a proof file is made, which says what it may open. Immutable.
 *
 * @param participant number of the participant, from 1; 0 for auditors and arbitrators, who see all that is needed
 */
public record Audience(long participant) {

    /** Auditors, arbitrators, courts: everything the proof rests on is opened. */
    public static final Audience AUDITOR = new Audience(0);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException where the number is negative
     */
    public Audience {
        if (participant < 0) {
            throw new IllegalArgumentException("participant " + participant + ": not negative");
        }
    }

    /** A participant: records are opened that are public or name it. */
    public static Audience participant(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("participant " + number + ": from 1");
        }
        return new Audience(number);
    }

    /** Whether everything is opened. */
    public boolean isAuditor() {
        return participant == 0;
    }

    /** Whether it may see what names this participant. */
    boolean mayOpenFor(long named) {
        return isAuditor() || participant == named;
    }
}
