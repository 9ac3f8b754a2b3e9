package io.shuheng.core.view;

import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.BidInAuction;
import io.shuheng.core.trading.auction.DutchClock;
import io.shuheng.core.trading.auction.OfferInAuction;
import io.shuheng.core.trading.auction.OutcryTerms;
import io.shuheng.core.trading.auction.ScheduleDutchAuction;
import io.shuheng.core.trading.auction.ScheduleEnglishAuction;
import io.shuheng.core.trading.auction.ScheduleReverseAuction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * English, reverse and Dutch auctions (英式、求购、荷兰式拍卖): which price stands, what is left. Whoever sees an auction sees its
 * price; who leads, and how far it would go, is shown to those alone who see that bidder's affairs. Thread-safe; answers
 * wait only while a group of records is being applied.
 */
public final class OpenAuctionView {

    /** An English or reverse auction as it now is. */
    private static final class Outcry {

        private final boolean reverse;
        private final OutcryTerms terms;
        private final long opensNs;
        private final List<Long> instruments = new ArrayList<>();
        private long closesNs;
        private OptionalLong reserveMicros = OptionalLong.empty();
        private int bids;
        private long priceMicros;
        private OutcryAuctionEntry.@Nullable Bid leader;
        private long trade;

        Outcry(boolean reverse, OutcryTerms terms, long instrument, long opensNs, long closesNs) {
            this.reverse = reverse;
            this.terms = terms;
            this.instruments.add(instrument);
            this.opensNs = opensNs;
            this.closesNs = closesNs;
        }

        static Outcry of(ScheduleEnglishAuction command, long timeNs) {
            return new Outcry(
                    false,
                    OutcryTerms.of(timeNs, command),
                    command.getInstrument(),
                    command.getOpensNs(),
                    command.getClosesNs());
        }

        static Outcry of(ScheduleReverseAuction command, long timeNs) {
            return new Outcry(
                    true,
                    OutcryTerms.of(timeNs, command),
                    command.getInstrument(),
                    command.getOpensNs(),
                    command.getClosesNs());
        }

        Outcry showing(long priceMicros) {
            reserveMicros = OptionalLong.of(priceMicros);
            return this;
        }

        OutcryAuctionEntry toEntry(Visibility visibility, long number) {
            return new OutcryAuctionEntry(
                    number,
                    reverse,
                    instruments,
                    terms.quantityLots(),
                    terms.startMicros(),
                    terms.stepMicros(),
                    opensNs,
                    closesNs,
                    terms.hasReserve(),
                    reserveMicros,
                    bids,
                    priceMicros,
                    Optional.ofNullable(leader).filter(bid -> visibility.seesAffairsOf(bid.bidder())),
                    trade);
        }
    }

    private final Stand stand;
    private final AuctionView auctions;
    private final ParticipantView participants;
    private final Map<Long, Outcry> outcries = new HashMap<>();
    private final Map<Long, DutchAuctionEntry> dutch = new HashMap<>();

    OpenAuctionView(Stand stand, AuctionView auctions, ParticipantView participants) {
        this.stand = stand;
        this.auctions = auctions;
        this.participants = participants;
    }

    /** The English or reverse auction with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<OutcryAuctionEntry>> outcry(Visibility visibility, long number) {
        return stand.ask(() -> auctions.find(visibility, number)
                .flatMap(auction -> Optional.ofNullable(outcries.get(number)))
                .map(found -> found.toEntry(visibility, number)));
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
                case AUCTION_EXTENDED -> outcry(event.a()).closesNs = event.b();
                case AUCTION_ALSO_SEEKS -> alsoSeeks(event);
                case RESERVE_REVEALED ->
                    outcries.computeIfPresent(event.a(), (number, known) -> known.showing(event.b()));
                case AUCTION_SOLD -> sold(event, group);
                default -> {}
            }
        }
    }

    private void announced(ViewEvent event, ViewGroup group) {
        TradingMode mode = Numbered.at(TradingMode.class, event.c());
        if (mode == TradingMode.ENGLISH_AUCTION) {
            outcries.put(event.a(), Outcry.of(group.commandOf(ScheduleEnglishAuction.class), group.timeNs()));
        } else if (mode == TradingMode.REVERSE_AUCTION) {
            // One with sealed offers is shown by another view.
            group.command(ScheduleReverseAuction.class)
                    .ifPresent(command -> outcries.put(event.a(), Outcry.of(command, group.timeNs())));
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

    private void alsoSeeks(ViewEvent event) {
        Outcry auction = outcries.get(event.a());
        if (auction != null) {
            auction.instruments.add(event.b());
        }
    }

    private void bid(ViewEvent event, ViewGroup group) {
        Outcry auction = outcry(event.a());
        auction.bids++;
        auction.priceMicros = event.c();
        // A bid leads from its own record on or never, so an outbid one need not be remembered.
        if (event.b() == group.sequence()) {
            auction.leader = auction.reverse
                    ? leading(group, group.commandOf(OfferInAuction.class))
                    : leading(group, group.commandOf(BidInAuction.class));
        }
    }

    private OutcryAuctionEntry.Bid leading(ViewGroup group, OfferInAuction offer) {
        return new OutcryAuctionEntry.Bid(
                group.sequence(),
                principal(group, offer.getMandate()),
                offer.getInstrument(),
                offer.getMinimumMicros());
    }

    private OutcryAuctionEntry.Bid leading(ViewGroup group, BidInAuction bid) {
        return new OutcryAuctionEntry.Bid(
                group.sequence(), principal(group, bid.getMandate()), bid.getInstrument(), bid.getMaximumMicros());
    }

    private long principal(ViewGroup group, long mandate) {
        long agent = participants.ownerOfKey(group.authentication().getKey());
        long principal = participants.principalOf(mandate, agent);
        return principal == 0 ? agent : principal;
    }

    private void sold(ViewEvent event, ViewGroup group) {
        Outcry auction = outcries.get(event.a());
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

    private Outcry outcry(long number) {
        Outcry found = outcries.get(number);
        if (found == null) {
            throw new IllegalStateException("auction " + number + ": no record has announced it");
        }
        return found;
    }
}
