package io.shuheng.core.market;

import io.shuheng.core.view.AuctionEntry;
import io.shuheng.core.view.CallAuctionEntry;
import io.shuheng.core.view.DutchAuctionEntry;
import io.shuheng.core.view.MarketModel;
import io.shuheng.core.view.OutcryAuctionEntry;
import io.shuheng.core.view.SealedAuctionEntry;
import io.shuheng.core.view.SealedReverseEntry;
import io.shuheng.core.view.Visibility;
import java.util.List;
import java.util.Optional;

/** Says of auctions what is public, as the views show it to somebody who sees nobody's affairs. For one thread. */
final class AuctionPictures {

    private final MarketModel model;
    private final Visibility anonymous;

    AuctionPictures(MarketModel model, Visibility anonymous) {
        this.model = model;
        this.anonymous = anonymous;
    }

    /** What is public of an auction that records have announced. */
    PublicAuction of(long number) {
        AuctionEntry auction = entry(number);
        return switch (auction.mode()) {
            case CALL_AUCTION ->
                call(
                        auction,
                        known(model.callAuctions().auction(anonymous, number).value()));
            case REVERSE_AUCTION ->
                model.sealedReverses()
                        .auction(anonymous, number)
                        .value()
                        .map(entry -> sealedReverse(auction, entry))
                        .orElseGet(() -> outcry(auction));
            case ENGLISH_AUCTION -> outcry(auction);
            case DUTCH_AUCTION ->
                dutch(
                        auction,
                        known(model.openAuctions().dutch(anonymous, number).value()));
            case SEALED_AUCTION ->
                sealed(
                        auction,
                        known(model.sealedAuctions().auction(anonymous, number).value()));
            case FIXED_PRICE, NEGOTIATED, RFQ, CONTINUOUS ->
                throw new IllegalStateException(
                        "auction " + number + ": " + auction.mode() + " is no mode of an auction");
        };
    }

    /** Numbers of the instruments that it sells, or of each that a reverse one takes alike. */
    List<Long> instrumentsOf(long number) {
        AuctionEntry auction = entry(number);
        return model.openAuctions()
                .outcry(anonymous, number)
                .value()
                .map(OutcryAuctionEntry::instruments)
                .or(() -> model.sealedReverses()
                        .auction(anonymous, number)
                        .value()
                        .map(SealedReverseEntry::instruments))
                .orElseGet(() -> List.of(auction.instrument()));
    }

    /** The auction itself. */
    AuctionEntry entry(long number) {
        return known(model.auctions().auction(anonymous, number).value());
    }

    /** An instrument is opened for a listed product only, and what was listed stays public. */
    private static <T> T known(Optional<T> found) {
        return found.orElseThrow(() -> new IllegalStateException("an auction that no record has announced"));
    }

    private static PublicAuction call(AuctionEntry auction, CallAuctionEntry entry) {
        return new PublicAuction.Call(
                auction.number(),
                auction.state(),
                entry.tiePolicy(),
                entry.opensNs(),
                entry.acceptOnlyNs(),
                entry.closesNs(),
                entry.after(),
                entry.acceptsOnly(),
                entry.indication().priceMicros(),
                entry.indication().volumeLots(),
                entry.indication().imbalanceLots(),
                entry.result().priceMicros(),
                entry.result().volumeLots());
    }

    private static PublicAuction sealedReverse(AuctionEntry auction, SealedReverseEntry entry) {
        return new PublicAuction.SealedReverse(
                auction.number(),
                auction.state(),
                entry.awardRule(),
                entry.quantityLots(),
                entry.ceilingPriceMicros(),
                entry.opensNs(),
                entry.closesNs(),
                entry.revealUntilNs(),
                entry.commitments(),
                entry.reveals(),
                entry.priceMicros());
    }

    private PublicAuction outcry(AuctionEntry auction) {
        OutcryAuctionEntry entry =
                known(model.openAuctions().outcry(anonymous, auction.number()).value());
        return new PublicAuction.Outcry(
                auction.number(),
                auction.state(),
                entry.reverse(),
                entry.quantityLots(),
                entry.startPriceMicros(),
                entry.stepMicros(),
                entry.opensNs(),
                entry.closesNs(),
                entry.hasReserve(),
                entry.reserveMicros(),
                entry.bids(),
                entry.priceMicros());
    }

    private static PublicAuction dutch(AuctionEntry auction, DutchAuctionEntry entry) {
        return new PublicAuction.Dutch(
                auction.number(),
                auction.state(),
                entry.quantityLots(),
                entry.restLots(),
                entry.clock(),
                entry.closesNs());
    }

    private static PublicAuction sealed(AuctionEntry auction, SealedAuctionEntry entry) {
        return new PublicAuction.Sealed(
                auction.number(),
                auction.state(),
                entry.awardRule(),
                entry.lots(),
                entry.reserveMicros(),
                entry.opensNs(),
                entry.closesNs(),
                entry.revealByNs(),
                entry.commitments(),
                entry.reveals(),
                entry.award().map(SealedAuctionEntry.Award::priceMicros).orElse(0L));
    }
}
