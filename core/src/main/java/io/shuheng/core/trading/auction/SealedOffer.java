package io.shuheng.core.trading.auction;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/**
 * An offer in a sealed reverse auction. Immutable.
 *
 * @param commitment sequence of its commitment
 * @param commitmentSm3 what it was committed as
 * @param instrument what would be sold
 * @param deposit what its seller has set aside for it
 * @param revealed what it is; null while nobody knows
 */
public record SealedOffer(
        long commitment,
        Sm3Hash commitmentSm3,
        long instrument,
        HeldMoney deposit,
        @Nullable Revealed revealed) {

    /**
     * What an offer is. Immutable.
     *
     * @param sequence of its reveal, the seller's declaration in the trade that comes of it
     * @param by in whose name it was shown
     * @param priceMicros least that is taken for one lot, micro-yuan
     */
    public record Revealed(long sequence, Principal by, long priceMicros) {}

    /** Number of the seller. */
    public long seller() {
        return deposit.payer().participant();
    }

    /** What it is; it was shown. */
    public Revealed shown() {
        Revealed known = revealed;
        if (known == null) {
            throw new IllegalStateException("offer " + commitment + ": nobody knows it");
        }
        return known;
    }

    /** The same, shown. */
    SealedOffer showing(Revealed now) {
        return new SealedOffer(commitment, commitmentSm3, instrument, deposit, now);
    }

    void writeState(StateSink sink) {
        sink.number(commitment);
        sink.hash(commitmentSm3.bytes());
        sink.number(instrument);
        deposit.writeState(sink);
        Revealed known = revealed;
        sink.flag(known != null);
        if (known != null) {
            sink.number(known.sequence);
            sink.number(known.by.participant());
            sink.number(known.by.agent());
            sink.number(known.by.mandate());
            sink.number(known.priceMicros);
        }
    }

    static SealedOffer readState(StateSource source) {
        return new SealedOffer(
                source.number(),
                Sm3Hash.of(source.hash(Sm3Hash.LENGTH)),
                source.number(),
                HeldMoney.readState(source),
                source.flag()
                        ? new Revealed(
                                source.number(),
                                new Principal(source.number(), source.number(), source.number()),
                                source.number())
                        : null);
    }
}
