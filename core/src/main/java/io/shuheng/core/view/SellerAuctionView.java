package io.shuheng.core.view;

import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.BidInAuction;
import io.shuheng.core.trading.auction.DutchClock;
import io.shuheng.core.trading.auction.ScheduleDutchAuction;
import io.shuheng.core.trading.auction.ScheduleEnglishAuction;
import io.shuheng.crypto.Sm3Hash;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * English and Dutch auctions (英式、荷兰式拍卖): which price stands, what is left. Whoever sees an auction sees its price; who
 * leads, and how far it would go, is shown to those alone who see that buyer's affairs. Thread-safe; answers wait only
 * while a group of records is being applied.
 */
public final class SellerAuctionView {

    /** An English auction as it now is. */
    private static final class English {

        private final ScheduleEnglishAuction terms;
        private long closesNs;
        private OptionalLong reserveMicros = OptionalLong.empty();
        private int bids;
        private long priceMicros;
        private EnglishAuctionEntry.@Nullable Bid leader;
        private long trade;

        English(ScheduleEnglishAuction terms) {
            this.terms = terms;
            this.closesNs = terms.getClosesNs();
        }

        English showing(long priceMicros) {
            reserveMicros = OptionalLong.of(priceMicros);
            return this;
        }
    }

    private final Stand stand;
    private final AuctionView auctions;
    private final ParticipantView participants;
    private final Map<Long, English> english = new HashMap<>();
    private final Map<Long, DutchAuctionEntry> dutch = new HashMap<>();

    SellerAuctionView(Stand stand, AuctionView auctions, ParticipantView participants) {
        this.stand = stand;
        this.auctions = auctions;
        this.participants = participants;
    }

    /** The English auction with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<EnglishAuctionEntry>> english(Visibility visibility, long number) {
        return stand.ask(() -> auctions.find(visibility, number)
                .flatMap(auction -> Optional.ofNullable(english.get(number)))
                .map(found -> entry(visibility, number, found)));
    }

    /** The Dutch auction with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<DutchAuctionEntry>> dutch(Visibility visibility, long number) {
        return stand.ask(
                () -> auctions.find(visibility, number).flatMap(auction -> Optional.ofNullable(dutch.get(number))));
    }

    /** Comes behind the view of auctions of all modes. */
    void observe(ViewGroup group) {
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case AUCTION_SCHEDULED -> announced(event, group);
                case AUCTION_BID -> bid(event, group);
                case AUCTION_EXTENDED -> english(event.a()).closesNs = event.b();
                case RESERVE_REVEALED ->
                    english.computeIfPresent(event.a(), (number, known) -> known.showing(event.b()));
                case AUCTION_SOLD -> sold(event, group);
                default -> {}
            }
        }
    }

    private void announced(ViewEvent event, ViewGroup group) {
        TradingMode mode = Numbered.at(TradingMode.class, event.c());
        if (mode == TradingMode.ENGLISH_AUCTION) {
            english.put(event.a(), new English(group.commandOf(ScheduleEnglishAuction.class)));
        } else if (mode == TradingMode.DUTCH_AUCTION) {
            ScheduleDutchAuction terms = group.commandOf(ScheduleDutchAuction.class);
            DutchClock clock = new DutchClock(
                    terms.getStartPriceMicros(),
                    terms.getStepMicros(),
                    terms.getEveryNs(),
                    terms.getFloorPriceMicros(),
                    terms.getOpensNs());
            dutch.put(
                    event.a(),
                    new DutchAuctionEntry(
                            event.a(), terms.getQuantityLots(), terms.getQuantityLots(), clock, terms.getClosesNs()));
        }
    }

    private void bid(ViewEvent event, ViewGroup group) {
        English auction = english(event.a());
        auction.bids++;
        auction.priceMicros = event.c();
        // A bid leads from its own record on or never, so an outbid one need not be remembered.
        if (event.b() == group.sequence()) {
            auction.leader = leading(group);
        }
    }

    private EnglishAuctionEntry.Bid leading(ViewGroup group) {
        BidInAuction command = group.commandOf(BidInAuction.class);
        long agent = participants.ownerOfKey(group.authentication().getKey());
        long principal = participants.principalOf(command.getMandate(), agent);
        return new EnglishAuctionEntry.Bid(
                group.sequence(), principal == 0 ? agent : principal, command.getMaximumMicros());
    }

    private void sold(ViewEvent event, ViewGroup group) {
        English auction = english.get(event.a());
        if (auction != null) {
            auction.trade = event.b();
            auction.priceMicros = event.c();
            return;
        }
        for (ViewGroup.Result result : group.results()) {
            if (result.value() instanceof Trade trade && trade.getTrade() == event.b()) {
                dutch.computeIfPresent(event.a(), (number, known) -> known.less(trade.getQuantityLots()));
            }
        }
    }

    private English english(long number) {
        English found = english.get(number);
        if (found == null) {
            throw new IllegalStateException("auction " + number + ": no record has announced it");
        }
        return found;
    }

    private static EnglishAuctionEntry entry(Visibility visibility, long number, English auction) {
        ScheduleEnglishAuction terms = auction.terms;
        return new EnglishAuctionEntry(
                number,
                terms.getQuantityLots(),
                terms.getStartPriceMicros(),
                terms.getIncrementMicros(),
                terms.getOpensNs(),
                auction.closesNs,
                !Sm3Hash.of(terms.getReserveSm3().bytes()).equals(Sm3Hash.ZERO),
                auction.reserveMicros,
                auction.bids,
                auction.priceMicros,
                Optional.ofNullable(auction.leader).filter(bid -> visibility.seesAffairsOf(bid.buyer())),
                auction.trade);
    }
}
