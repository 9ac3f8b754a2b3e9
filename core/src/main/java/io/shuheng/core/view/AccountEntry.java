package io.shuheng.core.view;

import io.shuheng.core.clearing.AccountKind;

/**
 * An account (账户) and its balance. Immutable.
 *
 * @param number from 1
 * @param kind what it holds
 * @param owner number of the participant it belongs to; 0 is the exchange
 * @param postedDebitsFen sum of posted debits, fen
 * @param postedCreditsFen sum of posted credits, fen
 * @param pendingDebitsFen pending debits, fen
 * @param pendingCreditsFen pending credits, fen
 * @param limitFen how far it may be overdrawn, fen
 * @param frozenFen what an authority has frozen (司法冻结), fen; {@link Long#MAX_VALUE} where it is the whole
 * @param withdrawalsBlocked whether withdrawals are blocked
 */
public record AccountEntry(
        int number,
        AccountKind kind,
        long owner,
        long postedDebitsFen,
        long postedCreditsFen,
        long pendingDebitsFen,
        long pendingCreditsFen,
        long limitFen,
        long frozenFen,
        boolean withdrawalsBlocked) {

    /** Posted money on the side the account grows on, fen. */
    public long postedFen() {
        long creditsFen = postedCreditsFen - postedDebitsFen;
        return kind.side() == AccountKind.Side.CREDIT ? creditsFen : -creditsFen;
    }

    /** Money set aside to leave the account, fen. */
    public long heldFen() {
        return kind.side() == AccountKind.Side.CREDIT ? pendingDebitsFen : pendingCreditsFen;
    }

    /** Posted money without what is set aside, fen; negative where the limit is used. */
    public long availableFen() {
        return postedFen() - heldFen();
    }
}
