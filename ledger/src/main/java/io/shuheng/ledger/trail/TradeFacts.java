package io.shuheng.ledger.trail;

import io.shuheng.crypto.Sm3Hash;

/**
 * A trade, and where that stands which it was made from. Immutable.
 *
 * @param trade its number, which is its contract's
 * @param sequence of its record
 * @param command sequence of the command that made it
 * @param instrument what was traded
 * @param instrumentOpened sequence of the command that opened it
 * @param board of the instrument
 * @param listing of the instrument
 * @param listingVersionSm3 version of the listing
 * @param buyer number as a participant
 * @param seller number as a participant
 * @param buyOrder sequence of the buyer's order, or of its acceptance in a negotiation
 * @param sellOrder sequence of the seller's order or standing offer, or of its last offer in a negotiation
 * @param hold that pays for it
 * @param negotiation in which it was made, 0 where it was matched
 * @param amountFen price times quantity, fen
 */
public record TradeFacts(
        long trade,
        long sequence,
        long command,
        long instrument,
        long instrumentOpened,
        long board,
        long listing,
        Sm3Hash listingVersionSm3,
        long buyer,
        long seller,
        long buyOrder,
        long sellOrder,
        long hold,
        long negotiation,
        long amountFen) {

    /** Whether the participant is one of its parties. */
    public boolean hasParty(long participant) {
        return participant == buyer || participant == seller;
    }
}
