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

    /**
     * The same trade for a part of its price, as a ruling may award it: price and fees are taken in proportion, rounded
     * down, and the seller's fee is waived where with its tax it would be more than the proceeds.
     *
     * @param sellerBp part of the price that the seller gets, basis points, 0..10 000
     * @throws io.shuheng.core.record.CommandRejected as {@link Tax#on}
     */
    public SettlementTerms awarding(long sellerBp) {
        long awardedFen = Money.basisPointsOf(notionalFen, sellerBp, RoundingRule.FLOOR);
        long awardedBuyerFeeFen = Money.basisPointsOf(buyerFeeFen, sellerBp, RoundingRule.FLOOR);
        long awardedSellerFeeFen = Money.basisPointsOf(sellerFeeFen, sellerBp, RoundingRule.FLOOR);
        long proceedsFen = priceTax.on(awardedFen, rounding).netFen();
        boolean fits = feeTax.on(awardedSellerFeeFen, rounding).grossFen() <= proceedsFen;
        return new SettlementTerms(
                trade,
                contract,
                instrument,
                buyer,
                seller,
                awardedFen,
                priceTax,
                awardedBuyerFeeFen,
                fits ? awardedSellerFeeFen : 0,
                feeTax,
                split,
                rounding);
    }
}
