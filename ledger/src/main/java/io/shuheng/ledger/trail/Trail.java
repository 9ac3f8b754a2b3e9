package io.shuheng.ledger.trail;

import io.shuheng.core.trading.TradeState;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.inspect.Reading;
import java.util.List;
import java.util.Optional;

/**
 * A trail. Shown from the records and not verified. Immutable.
 *
 * @param subject what was asked for
 * @param ledgerId of the ledger
 * @param timeOffsetMinutes of the exchange's calendar, minutes east of UTC
 * @param trade the trade it is the trail of; empty for a product and a participant
 * @param state how far that trade has come; empty likewise
 * @param steps by link, and within a link by sequence
 * @param missing links without any step, and why
 * @param depositsFen the payer's confirmed deposits among the steps, fen: its newest before the trade that come to the
 *     price, or all there are; 0 for a product and a participant
 * @param omitted steps beyond {@link Trails#MAX_STEPS}, which are not shown
 * @param reading how reading ended
 */
public record Trail(
        TrailSubject subject,
        Sm3Hash ledgerId,
        int timeOffsetMinutes,
        Optional<TradeFacts> trade,
        Optional<TradeState> state,
        List<TrailStep> steps,
        List<Missing> missing,
        long depositsFen,
        long omitted,
        Reading reading) {

    /**
     * A link of which the ledger says nothing.
     *
     * @param link which
     * @param why as far as the ledger tells
     */
    public record Missing(Link link, Absence why) {}

    /** Takes copies. */
    public Trail {
        steps = List.copyOf(steps);
        missing = List.copyOf(missing);
    }

    /**
     * Whether the payer had not paid in what the trade cost, so that it paid out of other income in its account. Of a ledger
     * whose first records were taken out nobody can say so.
     */
    public boolean isPaidFromOtherIncome() {
        return reading.pruned() == 0
                && trade.isPresent()
                && depositsFen < trade.get().amountFen();
    }

    /** The steps of a link, by sequence. */
    public List<TrailStep> steps(Link link) {
        return steps.stream().filter(step -> step.link() == link).toList();
    }
}
