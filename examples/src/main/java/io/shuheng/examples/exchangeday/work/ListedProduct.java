package io.shuheng.examples.exchangeday.work;

import io.shuheng.examples.exchangeday.catalogue.Product;

/**
 * A data set that can be bought.
 *
 * @param registered what was registered
 * @param instrument number of the instrument that binds its terms
 * @param priceVersion version of the standing offer
 */
public record ListedProduct(RegisteredProduct registered, long instrument, long priceVersion) {

    /** What it is. */
    public Product product() {
        return registered.product();
    }

    /** Number of its listing. */
    public long listing() {
        return registered.listing();
    }

    /** The same after a change of its price. */
    public ListedProduct withPriceVersion(long version) {
        return new ListedProduct(registered, instrument, version);
    }
}
