package io.shuheng.core.market;

import io.shuheng.core.listing.ListingState;
import io.shuheng.core.trading.SessionPhase;
import io.shuheng.core.trading.TradingPhase;

/**
 * Whether an instrument may be traded now. What an authority froze is not told, as no view shows it. Immutable.
 *
 * @param phase what officers let be taken: of the exchange's, the board's and the instrument's phase the strictest
 * @param session what the board's calendar lets be taken; CONTINUOUS where it has none
 * @param listing where the product stands; DELISTED closes its instruments for good
 * @param superseded whether a later version of the product is listed, which closes the instruments of those before
 * @param recalled whether the product was recalled by law, which closes them too
 */
public record MarketStatus(
        TradingPhase phase, SessionPhase session, ListingState listing, boolean superseded, boolean recalled) {}
