package io.shuheng.core.view;

/**
 * The views of the market, and of what they need to know: products, instruments, books, auctions, trading hours. One feed
 * changes them, and their {@link Stand} says when they may be asked.
 */
final class MarketViews {

    private final ParticipantView participants;
    private final CatalogueView catalogue;
    private final MarketView market;
    private final BookView book;
    private final AuctionView auctions;
    private final CallAuctionView callAuctions;
    private final SealedAuctionView sealedAuctions;
    private final OpenAuctionView openAuctions;
    private final SealedReverseView sealedReverses;
    private final TradingHoursView tradingHours;

    MarketViews(Stand stand) {
        participants = new ParticipantView(stand);
        catalogue = new CatalogueView(stand, participants);
        market = new MarketView(stand, catalogue);
        book = new BookView(stand, market);
        auctions = new AuctionView(stand, market);
        callAuctions = new CallAuctionView(stand, auctions);
        sealedAuctions = new SealedAuctionView(stand, auctions);
        openAuctions = new OpenAuctionView(stand, auctions, participants);
        sealedReverses = new SealedReverseView(stand, auctions);
        tradingHours = new TradingHoursView(stand);
    }

    /** Each comes behind those that it asks. */
    void observe(ViewGroup group) {
        participants.observe(group);
        catalogue.observe(group);
        market.observe(group);
        book.observe(group);
        auctions.observe(group);
        callAuctions.observe(group);
        sealedAuctions.observe(group);
        openAuctions.observe(group);
        sealedReverses.observe(group);
        tradingHours.observe(group);
    }

    ParticipantView participants() {
        return participants;
    }

    CatalogueView catalogue() {
        return catalogue;
    }

    MarketView market() {
        return market;
    }

    BookView book() {
        return book;
    }

    AuctionView auctions() {
        return auctions;
    }

    CallAuctionView callAuctions() {
        return callAuctions;
    }

    SealedAuctionView sealedAuctions() {
        return sealedAuctions;
    }

    OpenAuctionView openAuctions() {
        return openAuctions;
    }

    SealedReverseView sealedReverses() {
        return sealedReverses;
    }

    TradingHoursView tradingHours() {
        return tradingHours;
    }
}
