package io.shuheng.core.market;

import io.shuheng.core.listing.ListingState;
import io.shuheng.core.trading.TradingPhase;

/**
 * Whether an instrument may be traded now, as far as that is its own affair; what holds for its whole board is the {@link
 * BoardStatus}. What an authority froze is not told, as no view shows it. Immutable.
 *
 * @param phase what officers let be taken of this instrument alone; with the board's phase the stricter holds
 * @param listing where the product stands; DELISTED closes its instruments for good
 * @param superseded whether a later version of the product is listed, which closes the instruments of those before
 * @param recalled whether the product was recalled by law, which closes them too
 */
public record MarketStatus(TradingPhase phase, ListingState listing, boolean superseded, boolean recalled) {}
