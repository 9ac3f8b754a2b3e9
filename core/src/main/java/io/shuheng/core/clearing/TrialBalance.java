package io.shuheng.core.clearing;

import java.math.BigInteger;
import java.util.List;

/**
 * The trial balance (试算平衡表): the totals of every account. Immutable, any thread.
 *
 * @param lines one for each account, by number
 */
public record TrialBalance(List<Line> lines) {

    /** Keeps its own copy. */
    public TrialBalance {
        lines = List.copyOf(lines);
    }

    /**
     * The totals of one account, fen.
     *
     * @param account its number
     * @param kind what it holds
     * @param owner participant number, 0 the exchange
     * @param postedDebitsFen sum of posted debits
     * @param postedCreditsFen sum of posted credits
     * @param pendingDebitsFen pending debits
     * @param pendingCreditsFen pending credits
     */
    public record Line(
            int account,
            AccountKind kind,
            long owner,
            long postedDebitsFen,
            long postedCreditsFen,
            long pendingDebitsFen,
            long pendingCreditsFen) {

        /** Posted debits less posted credits, fen. */
        public long postedDifferenceFen() {
            return postedDebitsFen - postedCreditsFen;
        }
    }

    /** All posted debits less all posted credits: 0, or the books are wrong. */
    public BigInteger postedDifferenceFen() {
        return lines.stream()
                .map(line ->
                        BigInteger.valueOf(line.postedDebitsFen).subtract(BigInteger.valueOf(line.postedCreditsFen)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** All pending debits less all pending credits: 0, or the books are wrong. */
    public BigInteger pendingDifferenceFen() {
        return lines.stream()
                .map(line ->
                        BigInteger.valueOf(line.pendingDebitsFen).subtract(BigInteger.valueOf(line.pendingCreditsFen)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Whether both differences are 0. */
    public boolean isBalanced() {
        return postedDifferenceFen().signum() == 0 && pendingDifferenceFen().signum() == 0;
    }
}
