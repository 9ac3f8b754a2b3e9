package io.shuheng.core.market;

import java.util.Optional;

/**
 * The prices at which a book takes limits (涨跌幅限制), both ends among them: another limit is refused PRICE_OUTSIDE_BAND. An
 * order that rests already stays where the band moves away from it. Immutable.
 *
 * @param lowestMicros lowest price of one lot, micro-yuan; the book's tick may begin above it
 * @param highestMicros highest price of one lot, micro-yuan
 */
public record PriceBand(long lowestMicros, long highestMicros) {

    private static final int ALL_BP = 10_000;

    /**
     * The band around a reference price; empty where there is none.
     *
     * @param referenceMicros up to 10^13, so that nothing overflows; 0 where there is no reference yet
     * @param bandBp to either side, 0..10 000 basis points; 0 for no band
     */
    static Optional<PriceBand> around(long referenceMicros, int bandBp) {
        long widthMicros = referenceMicros * bandBp / ALL_BP;
        return referenceMicros == 0 || bandBp == 0
                ? Optional.empty()
                : Optional.of(new PriceBand(referenceMicros - widthMicros, referenceMicros + widthMicros));
    }
}
