package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.examples.exchangeday.catalogue.FileFacts;
import io.shuheng.examples.exchangeday.catalogue.Product;

/**
 * A data set that can be bought.
 *
 * @param product what it is
 * @param facts what its file says
 * @param listing number of its listing
 * @param instrument number of the instrument that binds its terms
 * @param priceVersion version of the standing offer
 */
public record ListedProduct(Product product, FileFacts facts, long listing, long instrument, long priceVersion) {

    private static final long MICROS_PER_FEN = 10_000;

    /** Price of one licence in micro-yuan. */
    long priceMicros() {
        return product.pricePerLotFen() * MICROS_PER_FEN;
    }
}
