package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.record.Hash32;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.catalogue.FileFacts;
import io.shuheng.examples.exchangeday.catalogue.Product;

/**
 * A data set whose listing was submitted.
 *
 * @param product what it is
 * @param facts what its file says
 * @param provider whose it is
 * @param sheet what the provider has declared
 * @param version SM3 of the sheet's canonical bytes: the listing version
 * @param listing number of its listing
 */
public record RegisteredProduct(
        Product product, FileFacts facts, Member provider, ListingDescriptor sheet, Hash32 version, long listing) {

    /** Number of its registration (登记编号), once it is registered. */
    public String registrationNo() {
        return "SH-DEMO-" + product.id();
    }
}
