package io.shuheng.core.clearing;

/**
 * A deposit or a withdrawal that is under way, as it stands. Immutable.
 *
 * @param number from 1; deposits and withdrawals are numbered apart
 * @param participant the member
 * @param account its cash account
 * @param amountFen more than 0
 * @param state where it stands
 */
public record BankTransfer(long number, long participant, int account, long amountFen, State state) {

    /** Where a transfer stands; the last two are final. */
    public enum State {
        /** Asked for by the member. */
        REQUESTED,
        /** The bank was told. */
        INSTRUCTED,
        /** The bank has done it. */
        CONFIRMED,
        /** The bank has not done it. */
        FAILED
    }

    BankTransfer in(State next) {
        return new BankTransfer(number, participant, account, amountFen, next);
    }
}
