package io.shuheng.ledger.report;

import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.Trade;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.ReadEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was traded of each product. Bounded: products beyond the first {@link #MAX_HELD} are added up together. For one thread. */
final class ProductFigures {

    /** Most products, and most instruments, that are told apart. */
    static final int MAX_HELD = 1 << 16;

    private final Map<Long, Product> products = new HashMap<>();
    private final Map<Long, Product> byInstrument = new HashMap<>();
    private final Product beyond = new Product(0);
    private long productsBeyond;

    /** A product and its trades. */
    static final class Product {

        private final long listing;
        private String id = "";
        private String titleZh = "";
        private String titleEn = "";
        private long trades;
        private final FenSum notional = new FenSum();

        Product(long listing) {
            this.listing = listing;
        }

        /** Number of its listing. */
        long listing() {
            return listing;
        }

        String id() {
            return id;
        }

        String titleZh() {
            return titleZh;
        }

        String titleEn() {
            return titleEn;
        }

        long trades() {
            return trades;
        }

        /** Sum of the trades' amounts, without fees. */
        FenSum notional() {
            return notional;
        }

        private void add(Product other) {
            trades += other.trades;
            notional.add(other.notional);
        }
    }

    void observe(InspectedRecord record) {
        for (ReadEvent event : record.events()) {
            if (event.kind() == EventKind.LISTING_SUBMITTED && record.value() instanceof SubmitListing submitted) {
                submitted(event.a(), submitted.getDescriptor());
            } else if (event.kind() == EventKind.INSTRUMENT_OPENED && byInstrument.size() < MAX_HELD) {
                byInstrument.put(event.a(), products.getOrDefault(event.b(), beyond));
            }
        }
        if (record.value() instanceof Trade trade) {
            Product product = byInstrument.getOrDefault(trade.getInstrument(), beyond);
            product.trades++;
            product.notional.add(trade.getAmountFen());
        }
    }

    private void submitted(long listing, ListingDescriptor descriptor) {
        Product product = products.get(listing);
        if (product == null) {
            if (products.size() >= MAX_HELD) {
                productsBeyond++;
                return;
            }
            product = new Product(listing);
            products.put(listing, product);
        }
        product.id = Clipped.text(descriptor.getProductId());
        product.titleZh = Clipped.text(descriptor.getTitle().getZh());
        product.titleEn = Clipped.text(descriptor.getTitle().getEn());
    }

    /** Products, traded or not. */
    long count() {
        return products.size() + productsBeyond;
    }

    /** Those with the greatest notional, of equal ones the earlier listing. */
    Shares<Product> greatest(int most) {
        List<Product> traded = products.values().stream()
                .filter(product -> product.trades > 0)
                .sorted(Comparator.comparing((Product product) -> product.notional.fen())
                        .reversed()
                        .thenComparingLong(Product::listing))
                .toList();
        int shown = Math.min(most, traded.size());
        Product rest = new Product(0);
        rest.add(beyond);
        traded.subList(shown, traded.size()).forEach(rest::add);
        return new Shares<>(traded.subList(0, shown), traded.size() - shown + productsBeyond, rest);
    }
}
