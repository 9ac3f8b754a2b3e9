package io.shuheng.ledger.report;

import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.listing.SourceEvidence;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.participant.ReviewMethod;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.LedgerObject;
import io.shuheng.ledger.inspect.ReadEvent;
import io.shuheng.ledger.inspect.RecordObjects;
import io.shuheng.ledger.inspect.Signer;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What article 33 of the Data Security Law (数据安全法) asks of whoever brings parties together, trade by trade: the provider's
 * statement of the source, the review of both sides' identities, and the records that are kept. Bounded. For one thread.
 */
final class TradeGrounds {

    /** Most trades that are shown, the first. */
    static final int MAX_TRADES = 5_000;

    /** Most records that are named for one trade and kind. */
    static final int MAX_RECORDS = 12;

    /** Most sources of one version. */
    static final int MAX_SOURCES = 8;

    private static final int MAX_HELD = 1 << 16;

    private final Map<Sm3Hash, Version> versions = new HashMap<>();
    private final Map<Long, Sm3Hash> versionOf = new HashMap<>();
    private final Map<Long, Review> reviews = new HashMap<>();
    private final TreeMap<Long, Grounds> trades = new TreeMap<>();
    private long more;

    /**
     * A version of a product, with what its provider states about the source.
     *
     * @param sequence of the record in which it does
     * @param productId the provider's id
     * @param version the provider's version
     * @param sources grounds, and the SM3 of the document for each
     */
    record Version(long sequence, String productId, String version, List<SourceEvidence> sources) {}

    /**
     * The newest review of an identity that was passed.
     *
     * @param sequence of its record
     * @param by who reviewed
     * @param method how
     * @param evidenceSm3 SM3 of the documents that were looked at
     * @param validUntilNs end of its validity, nanoseconds since 1970
     */
    record Review(long sequence, Optional<Signer> by, ReviewMethod method, Sm3Hash evidenceSm3, long validUntilNs) {

        private static Review of(InspectedRecord record, ReviewIdentity act) {
            return new Review(
                    record.sequence(),
                    record.sender().signer(),
                    act.getMethod(),
                    Sm3Hash.of(act.getEvidenceSm3().bytes()),
                    act.getValidUntilNs());
        }
    }

    /** A trade and what it rests on. */
    static final class Grounds {

        private final long sequence;
        private final long timeNs;
        private final Trade trade;
        private final @Nullable Version version;
        private final @Nullable Review buyer;
        private final @Nullable Review seller;
        private final Map<String, Set<Long>> records = new LinkedHashMap<>();

        private Grounds(
                InspectedRecord record,
                Trade trade,
                @Nullable Version version,
                @Nullable Review buyer,
                @Nullable Review seller) {
            this.sequence = record.sequence();
            this.timeNs = record.timeNs();
            this.trade = trade;
            this.version = version;
            this.buyer = buyer;
            this.seller = seller;
        }

        long sequence() {
            return sequence;
        }

        long timeNs() {
            return timeNs;
        }

        Trade trade() {
            return trade;
        }

        /** Null where the ledger has none. */
        @Nullable
        Version version() {
            return version;
        }

        /** That in force when the trade was made; null where there is none. */
        @Nullable
        Review buyer() {
            return buyer;
        }

        /** Likewise. */
        @Nullable
        Review seller() {
            return seller;
        }

        /** Sequences of records that name the trade or its contract, by their kind. */
        Map<String, Set<Long>> records() {
            return Collections.unmodifiableMap(records);
        }

        private void keep(String type, long kept) {
            Set<Long> same = records.computeIfAbsent(type, none -> new TreeSet<>());
            if (same.size() <= MAX_RECORDS) {
                same.add(kept);
            }
        }
    }

    void observe(InspectedRecord record) {
        for (ReadEvent event : record.events()) {
            observe(record, event);
        }
        if (record.value() instanceof Trade trade) {
            traded(record, trade);
        }
        if (!trades.isEmpty()) {
            keep(record);
        }
    }

    private void observe(InspectedRecord record, ReadEvent event) {
        if (event.kind() == EventKind.LISTING_SUBMITTED
                && record.value() instanceof SubmitListing submitted
                && versions.size() < MAX_HELD) {
            versions.put(
                    ListingVersion.sm3(submitted.getDescriptor()),
                    new Version(
                            record.sequence(),
                            Clipped.text(submitted.getDescriptor().getProductId()),
                            Clipped.text(submitted.getDescriptor().getVersion()),
                            sources(submitted.getDescriptor().getSources())));
        } else if (event.kind() == EventKind.INSTRUMENT_OPENED
                && record.value() instanceof OpenInstrument opened
                && versionOf.size() < MAX_HELD) {
            versionOf.put(event.a(), Sm3Hash.of(opened.getListingVersionSm3().bytes()));
        } else if (event.kind() == EventKind.IDENTITY_REVIEWED
                && record.value() instanceof ReviewIdentity review
                && review.getPassed()
                && (reviews.size() < MAX_HELD || reviews.containsKey(event.a()))) {
            reviews.put(event.a(), Review.of(record, review));
        } else if (event.kind() == EventKind.CONTRACTS_SEALED && event.a() <= event.b()) {
            trades.subMap(event.a(), true, event.b(), true)
                    .values()
                    .forEach(grounds -> grounds.keep(record.type(), record.sequence()));
        }
    }

    private static List<SourceEvidence> sources(List<SourceEvidence> all) {
        return List.copyOf(all.subList(0, Math.min(MAX_SOURCES, all.size())));
    }

    private void traded(InspectedRecord record, Trade trade) {
        if (trades.size() >= MAX_TRADES) {
            more++;
            return;
        }
        Sm3Hash version = versionOf.getOrDefault(trade.getInstrument(), Sm3Hash.ZERO);
        Grounds grounds = new Grounds(
                record, trade, versions.get(version), reviews.get(trade.getBuyer()), reviews.get(trade.getSeller()));
        grounds.keep("buyOrder", trade.getBuyOrder());
        grounds.keep("sellOrder", trade.getSellOrder());
        trades.putIfAbsent(trade.getTrade(), grounds);
    }

    private void keep(InspectedRecord record) {
        RecordObjects objects = RecordObjects.of(record);
        keep(record, objects.own());
        objects.ofEvents().forEach(named -> keep(record, named));
    }

    private void keep(InspectedRecord record, Set<LedgerObject> named) {
        for (LedgerObject object : named) {
            Grounds grounds = object.kind() == LedgerObject.Kind.CONTRACT ? trades.get(object.number()) : null;
            if (grounds != null) {
                grounds.keep(record.type(), record.sequence());
            }
        }
    }

    /** The first of them, in order. */
    Collection<Grounds> trades() {
        return Collections.unmodifiableCollection(trades.values());
    }

    /** Trades that are not shown. */
    long more() {
        return more;
    }
}
