package io.shuheng.core.view;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.rules.RecordCatalogue;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * The part of the read model that is the market's: products, instruments, books, auctions, trading hours, for who follows
 * the market and not what members do. It keeps neither orders that are over nor contracts nor money; of a trade, which may
 * be undone, it keeps the record.
 *
 * <p>One thread feeds it, and is told of each group of records once all views stand behind it; any thread may ask.
 */
public final class MarketModel {

    private final Stand stand = new Stand();
    private final MarketViews views = new MarketViews(stand);
    private final Consumer<ViewGroup> behind;
    private final GroupReader groups;

    /**
     * Before the first record of a ledger under those rules.
     *
     * @param behind is told of each group when its effect can be asked for, on the feeding thread
     */
    public MarketModel(RecordCatalogue kinds, Consumer<ViewGroup> behind) {
        this.behind = behind;
        this.groups = new GroupReader(kinds, this::apply);
    }

    /**
     * Takes the next record; it shows once its group is complete.
     *
     * @param bytes holds the record, header first
     * @throws RecordFormatException where it is not the next record, or not what the format says
     * @throws IllegalStateException where it names what no record before it has brought
     */
    public void accept(byte[] bytes, int offset, int length) {
        groups.accept(bytes, offset, length);
    }

    /** Products. */
    public CatalogueView catalogue() {
        return views.catalogue();
    }

    /** Boards, instruments, offers. */
    public MarketView market() {
        return views.market();
    }

    /** Depth and best prices of the continuous books. */
    public BookView book() {
        return views.book();
    }

    /** Instruments in whose books the last group changed something. For the feeding thread; valid until the next record. */
    public SortedSet<Long> changedBooks() {
        return views.book().changed();
    }

    /** Auctions of all modes. */
    public AuctionView auctions() {
        return views.auctions();
    }

    /** Call auctions. */
    public CallAuctionView callAuctions() {
        return views.callAuctions();
    }

    /** Sealed-bid auctions. */
    public SealedAuctionView sealedAuctions() {
        return views.sealedAuctions();
    }

    /** English, reverse and Dutch auctions. */
    public OpenAuctionView openAuctions() {
        return views.openAuctions();
    }

    /** Reverse auctions with sealed offers. */
    public SealedReverseView sealedReverses() {
        return views.sealedReverses();
    }

    /** Trading days and sessions of boards. */
    public TradingHoursView tradingHours() {
        return views.tradingHours();
    }

    private void apply(ViewGroup group) {
        stand.apply(() -> views.observe(group), group.lastSequence());
        behind.accept(group);
    }
}
