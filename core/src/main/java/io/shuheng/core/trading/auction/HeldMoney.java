package io.shuheng.core.trading.auction;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;

/**
 * Money that is set aside for what an auction may come to. Immutable.
 *
 * @param payer whose it is, and in whose name it was set aside
 * @param hold number of the hold
 * @param heldFen how much, fen
 */
public record HeldMoney(Principal payer, long hold, long heldFen) {

    void writeState(StateSink sink) {
        sink.number(payer.participant());
        sink.number(payer.agent());
        sink.number(payer.mandate());
        sink.number(hold);
        sink.number(heldFen);
    }

    static HeldMoney readState(StateSource source) {
        return new HeldMoney(
                new Principal(source.number(), source.number(), source.number()), source.number(), source.number());
    }
}
