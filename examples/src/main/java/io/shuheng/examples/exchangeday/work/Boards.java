package io.shuheng.examples.exchangeday.work;

import io.shuheng.examples.exchangeday.catalogue.Product;

/**
 * Where is traded.
 *
 * @param fixedPrice number of the board for licences at a fixed price
 * @param openData number of the board for free data, which charges nothing
 */
public record Boards(long fixedPrice, long openData) {

    /** The board that a product is meant for. */
    public long boardFor(Product product) {
        return product.isFree() ? openData : fixedPrice;
    }
}
