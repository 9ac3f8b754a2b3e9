package io.shuheng.core.contract.amendment;

import io.shuheng.crypto.Sm3Hash;

/**
 * The countersigned amendments of one contract, as far as the next one rests on them. Immutable.
 *
 * @param count how many there are, which is the number of the last
 * @param lastSm3 SM3 of the last one's canonical bytes; zeros where there is none
 * @param moreTermDays days by which all of them together have made the term longer
 */
public record AmendmentHistory(int count, Sm3Hash lastSm3, int moreTermDays) {

    /** Of a contract that was never amended. */
    public static final AmendmentHistory NONE = new AmendmentHistory(0, Sm3Hash.ZERO, 0);

    /** With one more. */
    AmendmentHistory with(Sm3Hash sm3, int moreDays) {
        return new AmendmentHistory(count + 1, sm3, moreTermDays + moreDays);
    }
}
