package io.shuheng.core.contract;

import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.trading.OpenInstrument;
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
 */
record Deal(
        long priceMicros,
        long quantityLots,
        long amountFen,
        int scenario,
        BilingualText purpose,
        long deliverWithinNs,
        long inspectionNs,
        List<BilingualText> supplement) {

    /**
     * What a trade of two orders settles; the inspection is the instrument's.
     *
     * @param supplement the clause of a resale; empty else
     */
    static Deal of(Trade trade, OpenInstrument instrument, List<BilingualText> supplement) {
        return new Deal(
                trade.getPriceMicros(),
                trade.getQuantityLots(),
                trade.getAmountFen(),
                trade.getScenario(),
                new BilingualText("", ""),
                0,
                instrument.getInspectionNs(),
                supplement);
    }

    /** What a negotiation settles. */
    static Deal of(NegotiatedTerms terms) {
        return new Deal(
                terms.getPriceMicros(),
                terms.getQuantityLots(),
                Money.notionalFen(terms.getPriceMicros(), terms.getQuantityLots(), RoundingRule.HALF_UP),
                terms.getScenario(),
                terms.getPurpose(),
                terms.getDeliverWithinNs(),
                terms.getInspectionNs(),
                List.copyOf(terms.getClauses()));
    }
}
