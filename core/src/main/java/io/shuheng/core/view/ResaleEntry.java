package io.shuheng.core.view;

import io.shuheng.core.trading.resale.ResaleEnd;
import io.shuheng.crypto.Sm3Hash;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A resale that is or was offered (转售). Immutable.
 *
 * @param number sequence of its record
 * @param timeNs sequenced time of that record
 * @param sm3 SM3 of its canonical bytes, which who takes it names
 * @param instrument of the licence
 * @param contract by which it was bought
 * @param seller who offers it, for those who see its affairs; empty for others
 * @param priceMicros price of one lot, micro-yuan
 * @param termEndsNs when the right of use ends
 * @param validToNs first instant at which it is over
 * @param end why it is over; empty while it may be taken
 * @param trade number of the trade that came of it; 0 where none has
 */
public record ResaleEntry(
        long number,
        long timeNs,
        Sm3Hash sm3,
        long instrument,
        long contract,
        OptionalLong seller,
        long priceMicros,
        long termEndsNs,
        long validToNs,
        Optional<ResaleEnd> end,
        long trade) {

    ResaleEntry ended(ResaleEnd reason, long made) {
        return new ResaleEntry(
                number,
                timeNs,
                sm3,
                instrument,
                contract,
                seller,
                priceMicros,
                termEndsNs,
                validToNs,
                Optional.of(reason),
                made);
    }

    ResaleEntry to(Visibility visibility) {
        return seller.isEmpty() || visibility.seesAffairsOf(seller.getAsLong())
                ? this
                : new ResaleEntry(
                        number,
                        timeNs,
                        sm3,
                        instrument,
                        contract,
                        OptionalLong.empty(),
                        priceMicros,
                        termEndsNs,
                        validToNs,
                        end,
                        trade);
    }
}
