package io.shuheng.core.clearing;

/**
 * A hold (资金冻结) as it stands: money of a cash account set aside. {@code amount = captured + released + rest}; the
 * rest of a resolved hold is 0. Immutable.
 *
 * @param number from 1
 * @param account number of the cash account
 * @param amountFen what was set aside
 * @param capturedFen what was paid out of it, or was passed to a netting cycle
 * @param releasedFen what went back, or became another hold
 * @param expiresAtNs sequenced time from which it may expire
 * @param state where it stands
 */
public record Hold(
        long number, int account, long amountFen, long capturedFen, long releasedFen, long expiresAtNs, State state) {

    /** Where a hold stands; only the first can change. */
    public enum State {
        /** Something is left to capture or release. */
        OPEN,
        /** Used up, and something was captured. */
        POSTED,
        /** Given back whole. */
        VOIDED,
        /** Its time was over and the rest went back. */
        EXPIRED
    }

    /** Checks the sum; a wrong one is a bug. */
    public Hold {
        if (capturedFen < 0 || releasedFen < 0 || capturedFen + releasedFen > amountFen) {
            throw new IllegalArgumentException(
                    "hold " + number + ": " + capturedFen + " + " + releasedFen + " of " + amountFen);
        }
    }

    /** What is left, fen. */
    public long restFen() {
        return amountFen - capturedFen - releasedFen;
    }
}
