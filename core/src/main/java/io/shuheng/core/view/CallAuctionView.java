package io.shuheng.core.view;

import io.shuheng.core.trading.SetTradingCalendar;
import io.shuheng.core.trading.auction.CallTerms;
import io.shuheng.core.trading.auction.ScheduleCallAuction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Call auctions (集合竞价): their phases, what each would trade now, and what it traded. Orders in them are in {@link
 * OrderView} and {@link BookView}. Thread-safe; answers wait only while a group of records is being applied.
 */
public final class CallAuctionView {

    private static final CallAuctionEntry.Indication NOTHING = new CallAuctionEntry.Indication(0, 0, 0);
    private static final CallAuctionEntry.Result NOT_FOUND = new CallAuctionEntry.Result(0, 0);

    /** A call auction as it now is. */
    private static final class Call {

        private CallTerms terms;
        private boolean acceptsOnly;
        private CallAuctionEntry.Indication indication = NOTHING;
        private CallAuctionEntry.Result result = NOT_FOUND;

        Call(CallTerms terms) {
            this.terms = terms;
        }

        CallAuctionEntry toEntry(AuctionEntry auction) {
            return new CallAuctionEntry(
                    auction,
                    terms.tiePolicy(),
                    terms.opensNs(),
                    terms.acceptOnlyNs(),
                    terms.closesNs(),
                    terms.after(),
                    acceptsOnly,
                    indication,
                    result);
        }
    }

    private final Stand stand;
    private final AuctionView auctions;
    private final Map<Long, Call> calls = new HashMap<>();
    private final Map<Long, SetTradingCalendar> calendars = new HashMap<>();

    CallAuctionView(Stand stand, AuctionView auctions) {
        this.stand = stand;
        this.auctions = auctions;
    }

    /** The call auction with that number; empty where there is none or the caller does not see its instrument. */
    public AsOf<Optional<CallAuctionEntry>> auction(Visibility visibility, long number) {
        return stand.ask(() -> {
            Call call = calls.get(number);
            return call == null
                    ? Optional.empty()
                    : auctions.find(visibility, number).map(call::toEntry);
        });
    }

    /** Comes behind the view of all auctions. */
    void observe(ViewGroup group) {
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case CALENDAR_SET -> calendars.put(group.sequence(), group.commandOf(SetTradingCalendar.class));
                case AUCTION_SCHEDULED ->
                    group.command(ScheduleCallAuction.class)
                            .ifPresent(terms -> calls.put(event.a(), new Call(CallTerms.of(terms))));
                case AUCTION_BY_CALENDAR -> calls.put(event.a(), new Call(opening(event)));
                case AUCTION_TIMES -> timed(required(event.a()), event);
                case AUCTION_ACCEPTS_ONLY -> required(event.a()).acceptsOnly = true;
                case AUCTION_INDICATION ->
                    required(event.a()).indication = new CallAuctionEntry.Indication(event.b(), event.c(), 0);
                case AUCTION_IMBALANCE -> imbalance(required(event.a()), event.b());
                case AUCTION_PRICED -> priced(required(event.a()), event);
                default -> {}
            }
        }
    }

    /** Of an auction that a calendar announced; whatever command is in the group, it is not of this auction. */
    private CallTerms opening(ViewEvent event) {
        SetTradingCalendar calendar = calendars.get(event.b());
        if (calendar == null) {
            throw new IllegalStateException("calendar " + event.b() + ": no record has set it");
        }
        return new CallTerms(calendar.getTiePolicy(), event.c(), event.c(), event.c(), calendar.getAfterAuction());
    }

    private static void timed(Call call, ViewEvent event) {
        CallTerms known = call.terms;
        call.terms = new CallTerms(known.tiePolicy(), known.opensNs(), event.b(), event.c(), known.after());
    }

    private static void imbalance(Call call, long lots) {
        CallAuctionEntry.Indication known = call.indication;
        call.indication = new CallAuctionEntry.Indication(known.priceMicros(), known.volumeLots(), lots);
    }

    private static void priced(Call call, ViewEvent event) {
        if (call.result.equals(NOT_FOUND)) {
            call.result = new CallAuctionEntry.Result(event.b(), event.c());
        }
    }

    private Call required(long number) {
        Call call = calls.get(number);
        if (call == null) {
            throw new IllegalStateException("call auction " + number + ": no record has announced it");
        }
        return call;
    }
}
