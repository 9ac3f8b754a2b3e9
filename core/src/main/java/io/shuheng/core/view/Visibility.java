package io.shuheng.core.view;

/**
 * Port: what a caller may see (可见范围). The read model asks it for every item of every answer. An embedder that knows
 * more kinds of callers, such as an arbitrator who sees the parties of its disputes, writes its own; those here serve
 * operator, auditor, members and visitors.
 *
 * <p>Called on the caller's thread while the model is held still: must answer at once, must not call the model.
 */
public interface Visibility {

    /**
     * Whether the caller sees what concerns this participant and not everybody: its orders, contracts, deliveries,
     * money, vouchers, and listings before they are public.
     *
     * @param participant number of the participant; 0 for the exchange's own books
     */
    boolean seesAffairsOf(long participant);

    /** Whether the caller finds public listings, their instruments and their market that are meant for this audience. */
    boolean isAmong(ListingAudience audience);

    /** Everything: for the operator, an auditor, a regulator. */
    static Visibility everything() {
        return new Visibility() {
            @Override
            public boolean seesAffairsOf(long participant) {
                return true;
            }

            @Override
            public boolean isAmong(ListingAudience audience) {
                return true;
            }
        };
    }

    /**
     * A participant: its own affairs, and the public side of what is meant for everybody, for participants, or for it.
     *
     * @param number its number, from 1
     */
    static Visibility participant(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("participant " + number + ": numbers are from 1");
        }
        return new Visibility() {
            @Override
            public boolean seesAffairsOf(long participant) {
                return participant == number;
            }

            @Override
            public boolean isAmong(ListingAudience audience) {
                return audience.includes(number);
            }
        };
    }

    /** Somebody who is no participant: the public side of what is meant for everybody. */
    static Visibility visitor() {
        return new Visibility() {
            @Override
            public boolean seesAffairsOf(long participant) {
                return false;
            }

            @Override
            public boolean isAmong(ListingAudience audience) {
                return audience.isEverybody();
            }
        };
    }
}
