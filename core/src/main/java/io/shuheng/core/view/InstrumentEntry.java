package io.shuheng.core.view;

import io.shuheng.core.clearing.RevenueSplit;
import io.shuheng.core.clearing.Tax;
import io.shuheng.core.listing.DataRight;
import io.shuheng.core.listing.DeliveryMode;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.trading.SettlementModel;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import java.util.Optional;

/**
 * An instrument (交易标的): all terms of a licence under one number. Immutable.
 *
 * @param number from 1
 * @param listing number of the product
 * @param listingVersionSm3 the version it is bound to
 * @param board number of its board
 * @param termsHash SM3 of the command that opened it: what each order for it signs
 * @param rights what a holder may do
 * @param exclusive whether one licence blocks all others
 * @param scenarios codes of the scenarios a buyer may declare; an order names one by its place, from 0
 * @param termDays how long a licence lasts, days
 * @param lotSize units of the listing's price in one lot
 * @param supplyKind how many licences there may be
 * @param supplyLots how many are issued; 0 where there is no limit
 * @param soldLots lots sold and not given back; what is set aside for an accepted offer is not among them before there is
 *     a contract
 * @param deliveryMode how it is delivered
 * @param inspectionNs how long a buyer may inspect, nanoseconds
 * @param settlementModel how its trades settle
 * @param priceTax tax on the price, and whether the price contains it
 * @param shares who gets which part of the seller's money; empty where all is the provider's
 * @param templateSm3 the contract template
 * @param rendererVersion version of the renderer that makes the contract's text
 * @param usagePolicySm3 the usage policy
 * @param offer the standing offer; empty where there is none
 */
public record InstrumentEntry(
        long number,
        long listing,
        Sm3Hash listingVersionSm3,
        long board,
        Sm3Hash termsHash,
        List<DataRight> rights,
        boolean exclusive,
        List<String> scenarios,
        int termDays,
        long lotSize,
        SupplyKind supplyKind,
        long supplyLots,
        long soldLots,
        DeliveryMode deliveryMode,
        long inspectionNs,
        SettlementModel settlementModel,
        Tax priceTax,
        List<RevenueSplit.Share> shares,
        Sm3Hash templateSm3,
        int rendererVersion,
        Sm3Hash usagePolicySm3,
        Optional<OfferEntry> offer) {

    /** Copies the lists. */
    public InstrumentEntry {
        rights = List.copyOf(rights);
        scenarios = List.copyOf(scenarios);
        shares = List.copyOf(shares);
    }
}
