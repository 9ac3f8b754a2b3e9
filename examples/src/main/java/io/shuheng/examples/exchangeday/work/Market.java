package io.shuheng.examples.exchangeday.work;

import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What can be bought, by the product's id, in the order in which it was listed. For one thread. */
public final class Market {

    private final Map<String, ListedProduct> listed = new LinkedHashMap<>();

    /** Nothing yet. */
    public Market() {}

    /** Puts a product on the market, or in the place of what it was before. */
    public void put(ListedProduct product) {
        listed.put(product.product().id(), product);
    }

    /** Whether a product is there. */
    public boolean has(String id) {
        return listed.containsKey(id);
    }

    /**
     * A product that can be bought.
     *
     * @throws StoryBrokenException where it is not listed
     */
    public ListedProduct product(String id) {
        ListedProduct product = listed.get(id);
        if (product == null) {
            throw new StoryBrokenException("product " + id + ": not listed");
        }
        return product;
    }
}
