package io.shuheng.core.trading.auction;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What the buyer that holds a reverse auction seeks (求购), and what it has set aside for it. Immutable.
 *
 * @param money what all lots cost at most at the ceiling, which is held from the announcement on
 * @param sought the instruments that it takes alike, at least one, in the announcement's order
 */
public record Tender(HeldMoney money, List<Sought> sought) {

    /** Most instruments that one auction seeks. */
    public static final int MAX_SOUGHT = 16;

    /**
     * An instrument that is sought. Immutable.
     *
     * @param instrument its number
     * @param scenario place of the declared use among the instrument's
     */
    public record Sought(long instrument, int scenario) {}

    /** Copies the list. */
    public Tender {
        sought = List.copyOf(sought);
    }

    /**
     * Place of the declared use of an instrument that it seeks.
     *
     * @throws CommandRejected INSTRUMENT_NOT_SOUGHT
     */
    public int requireSought(long instrument) {
        for (Sought found : sought) {
            if (found.instrument == instrument) {
                return found.scenario;
            }
        }
        throw CommandRejected.because(RefusalCode.INSTRUMENT_NOT_SOUGHT, "instrument", instrument);
    }

    void writeState(StateSink sink) {
        money.writeState(sink);
        sink.number(sought.size());
        for (Sought found : sought) {
            sink.number(found.instrument);
            sink.number(found.scenario);
        }
    }

    static Tender readState(StateSource source) {
        HeldMoney money = HeldMoney.readState(source);
        List<Sought> sought = new ArrayList<>();
        for (int left = source.count(); left > 0; left--) {
            sought.add(new Sought(source.number(), source.integer()));
        }
        return new Tender(money, sought);
    }
}
