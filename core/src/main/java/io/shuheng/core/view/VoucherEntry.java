package io.shuheng.core.view;

import io.shuheng.core.voucher.VoucherSide;
import io.shuheng.crypto.Sm3Hash;

/**
 * A voucher (凭证): what one side's books need of a settled trade. Immutable.
 *
 * @param number from 1, unique in the ledger
 * @param record sequence of its record
 * @param side whose books it is for
 * @param party number of that participant
 * @param counterparty number of the other one
 * @param trade number of the trade
 * @param contract number of the contract
 * @param instrument number of the instrument
 * @param listingVersionSm3 the version of the listing
 * @param opinionSm3 the compliance opinion that was in force when the product was listed
 * @param quantityLots lots
 * @param netFen price without tax, fen
 * @param taxFen tax, fen
 * @param grossFen price with tax, fen
 * @param feeFen fee of this side with the tax on it, fen
 * @param totalFen what this side pays (buyer) or receives (seller) in all, fen
 * @param exclusive whether the licence is exclusive
 * @param termDays how long it lasts, days
 * @param acceptedAtNs when the delivery was accepted, nanoseconds since 1970
 */
public record VoucherEntry(
        long number,
        long record,
        VoucherSide side,
        long party,
        long counterparty,
        long trade,
        long contract,
        long instrument,
        Sm3Hash listingVersionSm3,
        Sm3Hash opinionSm3,
        long quantityLots,
        long netFen,
        long taxFen,
        long grossFen,
        long feeFen,
        long totalFen,
        boolean exclusive,
        int termDays,
        long acceptedAtNs) {}
