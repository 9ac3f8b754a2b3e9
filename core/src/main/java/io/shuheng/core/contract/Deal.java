package io.shuheng.core.contract;

import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.SplitShare;
import io.shuheng.core.trading.Trade;
import java.util.List;

/**
 * What two sides agreed beside the terms of an instrument.
 *
 * @param priceMicros price of one lot, micro-yuan
 * @param quantityLots number of lots
 * @param amountFen price times quantity, rounded once
 * @param scenario place of the declared scenario among the instrument's
 * @param purpose the purpose within it, in words; may be empty
 * @param deliverWithinNs how long the provider has to deliver; 0 where nothing was agreed
 * @param inspectionNs how long the consumer may inspect
 * @param supplement supplementary clauses
 * @param shares who gets which part of the seller's money; empty where all is the seller's
 */
record Deal(
        long priceMicros,
        long quantityLots,
        long amountFen,
        int scenario,
        BilingualText purpose,
        long deliverWithinNs,
        long inspectionNs,
        List<BilingualText> supplement,
        List<SplitShare> shares) {

    /** What a trade of two orders settles; the inspection and the shares are the instrument's. */
    static Deal of(Trade trade, OpenInstrument instrument) {
        return of(trade, instrument, List.of(), instrument.getShares());
    }

    /** What a resale settles, with its clause; the shares are of what the supply brings, and a holder's money is its own. */
    static Deal ofResale(Trade trade, OpenInstrument instrument, BilingualText clause) {
        return of(trade, instrument, List.of(clause), List.of());
    }

    private static Deal of(
            Trade trade, OpenInstrument instrument, List<BilingualText> supplement, List<SplitShare> shares) {
        return new Deal(
                trade.getPriceMicros(),
                trade.getQuantityLots(),
                trade.getAmountFen(),
                trade.getScenario(),
                new BilingualText("", ""),
                0,
                instrument.getInspectionNs(),
                supplement,
                shares);
    }

    /** What a negotiation settles. */
    static Deal of(NegotiatedTerms terms, OpenInstrument instrument) {
        return new Deal(
                terms.getPriceMicros(),
                terms.getQuantityLots(),
                Money.notionalFen(terms.getPriceMicros(), terms.getQuantityLots(), RoundingRule.HALF_UP),
                terms.getScenario(),
                terms.getPurpose(),
                terms.getDeliverWithinNs(),
                terms.getInspectionNs(),
                List.copyOf(terms.getClauses()),
                instrument.getShares());
    }
}
