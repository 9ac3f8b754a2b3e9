package io.shuheng.core.market;

import io.shuheng.core.trading.SessionPhase;
import io.shuheng.core.trading.TradingPhase;

/**
 * What holds for all instruments of a board now. Immutable.
 *
 * @param phase what officers let be taken on the board: of the exchange's phase and the board's own the stricter
 * @param session what the board's calendar lets be taken; CONTINUOUS where it has none
 * @param priceBandBp how far a limit may lie from the reference price to either side, basis points; 0 where there is no band
 */
public record BoardStatus(TradingPhase phase, SessionPhase session, int priceBandBp) {}
