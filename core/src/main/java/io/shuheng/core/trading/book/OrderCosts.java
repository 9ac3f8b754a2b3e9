package io.shuheng.core.trading.book;

import io.shuheng.core.clearing.FeePayer;
import io.shuheng.core.clearing.FeeSchedule;
import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.clearing.Tax;
import io.shuheng.core.clearing.TaxMode;
import io.shuheng.core.record.CommandRejected;

/*
 * How many trades an order will make, nobody knows when it is placed. So its fees are those of all its trades together,
 * as brokers charge a minimum commission once an order: a trade is charged what it adds to the fee of the order so far.
 * Fees never fall as an order grows (FeeLine), hence the whole order at its limit costs the most, and that is held.
 * Prices are whole fen, so nothing of them is rounded. A tax on top is rounded trade by trade, at most half a fen up,
 * against at most half a fen down in the whole: one fen a lot and tax covers that, for no trade is less than a lot.
 */
/**
 * What the orders of one instrument's book cost: the most that can still come, which is held, and the fee of each trade.
 * Pure functions of the order and the terms. Immutable, any thread.
 */
public final class OrderCosts {

    /** Prices in a book are multiples of this: a fen. */
    public static final long PRICE_STEP_MICROS = Money.MICROS_PER_FEN;

    private static final RoundingRule ROUNDING = RoundingRule.HALF_UP;

    private final FeeSchedule fees;
    private final Tax priceTax;
    private final long taxesOnTop;

    /**
     * For orders under these terms.
     *
     * @param fees the board's
     * @param priceTax the tax on the instrument's price
     */
    public OrderCosts(FeeSchedule fees, Tax priceTax) {
        this.fees = fees;
        this.priceTax = priceTax;
        this.taxesOnTop = onTop(priceTax) + onTop(fees.tax());
    }

    /**
     * The price of lots in a book, fen.
     *
     * @throws CommandRejected OVERFLOW
     */
    public static long amountFen(long priceMicros, long lots) {
        return Money.notionalFen(priceMicros, lots, ROUNDING);
    }

    /**
     * The most that a buyer's rest can still cost, with fees and taxes, fen.
     *
     * @throws CommandRejected OVERFLOW
     */
    public long mostFen(LimitOrder buyer, long restLots) {
        if (restLots == 0) {
            return 0;
        }
        long amountFen = amountFen(buyer.priceMicros(), restLots);
        if (buyer.budgetFen() > 0) {
            // A budget is for all lots, and its order is filled whole in one step.
            amountFen = Math.min(amountFen, buyer.budgetFen());
        }
        long tradesFen = payFen(amountFen, feeFen(FeePayer.BUYER, buyer, amountFen, restLots));
        return Money.add(tradesFen, taxesOnTop * restLots);
    }

    /** What a buyer pays for a trade: price and fee, each with its tax, fen. */
    public long payFen(long amountFen, long buyerFeeFen) {
        return Money.add(priceTax.grossFen(amountFen, ROUNDING), fees.tax().grossFen(buyerFeeFen, ROUNDING));
    }

    /** What the next trade adds to the buyer's fee, before tax on fees, fen. */
    public long buyerFeeFen(LimitOrder buyer, long amountFen, long lots) {
        return feeFen(FeePayer.BUYER, buyer, amountFen, lots);
    }

    /**
     * What the next trade adds to the seller's fee, before tax on fees, but no more than its proceeds bear: what is too
     * much for one trade is charged to the next ones, fen.
     */
    public long sellerFeeFen(LimitOrder seller, long amountFen, long lots) {
        long bearableFen = fees.tax().largestWithin(priceTax.netFen(amountFen, ROUNDING));
        return Math.min(feeFen(FeePayer.SELLER, seller, amountFen, lots), bearableFen);
    }

    /**
     * Checks that no trade of a seller's order can overflow, up to a price of one lot.
     *
     * @throws CommandRejected OVERFLOW
     */
    public void requireSellable(LimitOrder seller, long highestPriceMicros) {
        long amountFen = amountFen(highestPriceMicros, seller.restLots());
        // The amount with tax is looked at and thrown away: it must be one.
        Money.requireNotNegative(
                "amountFen",
                fees.tax().grossFen(feeFen(FeePayer.SELLER, seller, amountFen, seller.restLots()), ROUNDING));
    }

    private long feeFen(FeePayer payer, LimitOrder order, long amountFen, long lots) {
        long wholeFen = fees.feeFen(
                payer, Money.add(order.filledFen(), amountFen), order.filledLots() + lots, order.placedAtNs());
        return wholeFen - order.chargedFen();
    }

    private static long onTop(Tax tax) {
        return tax.mode() == TaxMode.EXCLUSIVE && tax.rateBp() > 0 ? 1 : 0;
    }
}
