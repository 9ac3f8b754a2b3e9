package io.shuheng.core.clearing;

/**
 * What decides how one trade is settled. Immutable.
 *
 * @param trade number of the trade
 * @param contract number of its contract
 * @param instrument number of what was traded
 * @param buyer participant number of the buyer
 * @param seller participant number of the provider, who owes the tax in the price
 * @param notionalFen price times quantity, from {@link Money#notionalFen}
 * @param priceTax tax on the price: inside the notional, or on top of it
 * @param buyerFeeFen the buyer's fee, from {@link FeeSchedule#feeFen}; 0 where it is waived
 * @param sellerFeeFen the seller's fee, kept back from its proceeds
 * @param feeTax tax on the fees, from {@link FeeSchedule#tax}
 * @param split who shares the proceeds, by participant number
 * @param rounding how taxes become whole fen
 */
public record SettlementTerms(
        long trade,
        long contract,
        long instrument,
        long buyer,
        long seller,
        long notionalFen,
        Tax priceTax,
        long buyerFeeFen,
        long sellerFeeFen,
        Tax feeTax,
        RevenueSplit split,
        RoundingRule rounding) {

    /** The same trade for another price and other fees, as a ruling may award a part of it. */
    public SettlementTerms awarding(long awardedNotionalFen, long awardedBuyerFeeFen, long awardedSellerFeeFen) {
        return new SettlementTerms(
                trade,
                contract,
                instrument,
                buyer,
                seller,
                awardedNotionalFen,
                priceTax,
                awardedBuyerFeeFen,
                awardedSellerFeeFen,
                feeTax,
                split,
                rounding);
    }
}
