package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.clearing.Account;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.Contracts;
import io.shuheng.core.contract.amendment.Proposal;
import io.shuheng.core.contract.negotiation.Acceptance;
import io.shuheng.core.contract.negotiation.Negotiation;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.delivery.BasisKind;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.dispute.Dispute;
import io.shuheng.core.listing.Listing;
import io.shuheng.core.participant.Participant;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.session.Session;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.Trades;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.CallAuction;
import io.shuheng.core.trading.auction.DutchAuction;
import io.shuheng.core.trading.auction.LeadingBid;
import io.shuheng.core.trading.auction.OutcryAuction;
import io.shuheng.core.trading.auction.SealedOffer;
import io.shuheng.core.trading.auction.SealedReverse;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.quote.Quote;
import io.shuheng.core.trading.quote.QuoteRequest;
import io.shuheng.core.view.AccountEntry;
import io.shuheng.core.view.AuctionEntry;
import io.shuheng.core.view.BookDepth;
import io.shuheng.core.view.BookView;
import io.shuheng.core.view.CallAuctionEntry;
import io.shuheng.core.view.ContractEntry;
import io.shuheng.core.view.ContractHistory;
import io.shuheng.core.view.DeliveryEntry;
import io.shuheng.core.view.DisputeEntry;
import io.shuheng.core.view.DutchAuctionEntry;
import io.shuheng.core.view.EntitlementEntry;
import io.shuheng.core.view.HoldEntry;
import io.shuheng.core.view.InstrumentEntry;
import io.shuheng.core.view.ListingEntry;
import io.shuheng.core.view.NegotiationEntry;
import io.shuheng.core.view.OrderEntry;
import io.shuheng.core.view.OutcryAuctionEntry;
import io.shuheng.core.view.Page;
import io.shuheng.core.view.PageRequest;
import io.shuheng.core.view.ParticipantEntry;
import io.shuheng.core.view.QuoteEntry;
import io.shuheng.core.view.QuoteRequestEntry;
import io.shuheng.core.view.ReadModel;
import io.shuheng.core.view.SealedReverseEntry;
import io.shuheng.core.view.SessionEntry;
import io.shuheng.core.view.StatementLine;
import io.shuheng.core.view.Visibility;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Feeds a read model, and market data, with what a fixture writes, and holds them against the engine's own state. */
public final class ViewComparison {

    private static final Visibility ALL = Visibility.everything();

    private final EngineFixture exchange;
    private final ReadModel model = new ReadModel(RulesVersions.current());
    private final MarketComparison market;
    private int fed;

    /** On that exchange. */
    public ViewComparison(EngineFixture exchange) {
        this.exchange = exchange;
        this.market = new MarketComparison(exchange);
    }

    /** The model. */
    public ReadModel model() {
        return model;
    }

    /** Feeds what was written since the last time. */
    public void feed() {
        List<byte[]> records = exchange.records();
        for (; fed < records.size(); fed++) {
            model.accept(records.get(fed), 0, records.get(fed).length);
        }
    }

    /** Feeds, and requires that the model says what the engine knows. */
    public void check() {
        feed();
        ExchangeState state = exchange.engine().state();
        assertThat(model.sequence()).isEqualTo(exchange.engine().size() - 1);
        assertThat(RecordHeader.sequence(exchange.records().get(fed - 1), 0)).isEqualTo(model.sequence());
        participants(state);
        listings(state);
        money(state);
        market(state);
        books(state);
        contracts(state);
        entitlements(state);
        deliveries(state);
        disputes(state);
        sessions(state);
        negotiations(state);
        auctions(state);
        quotes(state);
        market.check();
    }

    private void auctions(ExchangeState state) {
        List<AuctionEntry> entries = all(request -> model.auctions().auctions(ALL, request));
        assertThat(entries).hasSize(state.auctions.size());
        for (AuctionEntry entry : entries) {
            Auction auction = state.auctions.get(entry.number());
            assertThat(List.of(entry.record(), entry.mode(), entry.instrument(), entry.owner(), entry.state()))
                    .as("auction " + entry.number())
                    .isEqualTo(List.of(
                            auction.opening(), auction.mode(), auction.instrument(), auction.owner(), auction.state()));
        }
        for (AuctionEntry entry : entries) {
            openAuction(state, state.auctions.get(entry.number()));
        }
        for (CallAuction call : state.calls.all()) {
            CallAuctionEntry entry = model.callAuctions()
                    .auction(ALL, call.auction().number())
                    .value()
                    .orElseThrow();
            assertThat(entry.acceptsOnly()).isEqualTo(call.acceptsOnly());
            assertThat(entry.indication())
                    .isEqualTo(new CallAuctionEntry.Indication(
                            call.indication().priceMicros(),
                            call.indication().volumeLots(),
                            call.indication().imbalanceLots()));
        }
    }

    private void participants(ExchangeState state) {
        for (ParticipantEntry entry : all(request -> model.participants().participants(ALL, request))) {
            Participant participant = state.participants.require("participant", entry.number());
            assertThat(entry.status()).isEqualTo(participant.status());
            assertThat(entry.encryptionCertificateSm3())
                    .isEqualTo(participant.recipientCertificates().newestSm3());
            assertThat(entry.identifier()).isEqualTo(participant.membership().identifier());
            assertThat(entry.reviewValidUntilNs() > exchange.timeNs())
                    .isEqualTo(participant.isReviewInForce(exchange.timeNs()));
        }
    }

    private void listings(ExchangeState state) {
        for (ListingEntry entry :
                all(request -> model.catalogue().listings(ALL, io.shuheng.core.view.ListingFilter.all(), request))) {
            Listing listing = state.listings.require(entry.number());
            assertThat(entry.state()).as("listing " + entry.number()).isEqualTo(listing.state());
            assertThat(entry.provider()).isEqualTo(listing.provider());
            assertThat(entry.recalled()).isEqualTo(listing.isRecalled());
            assertThat(entry.isPublic()).isEqualTo(listing.listed().isPresent());
            listing.listed()
                    .ifPresent(version -> assertThat(entry.version().sm3()).isEqualTo(version.sm3()));
        }
    }

    private void money(ExchangeState state) {
        List<AccountEntry> accounts = all(request -> model.balances().accounts(ALL, request));
        assertThat(accounts).hasSize(state.accounts.count());
        int holds = 0;
        for (AccountEntry entry : accounts) {
            Account account = state.accounts.account(entry.number());
            assertThat(List.of(
                            entry.kind(),
                            entry.owner(),
                            entry.postedDebitsFen(),
                            entry.postedCreditsFen(),
                            entry.pendingDebitsFen(),
                            entry.pendingCreditsFen(),
                            entry.availableFen(),
                            entry.limitFen(),
                            entry.frozenFen(),
                            entry.withdrawalsBlocked()))
                    .as("account " + entry.number())
                    .isEqualTo(List.of(
                            account.kind(),
                            account.owner(),
                            account.postedDebitsFen(),
                            account.postedCreditsFen(),
                            account.pendingDebitsFen(),
                            account.pendingCreditsFen(),
                            account.availableFen(),
                            account.limitFen(),
                            account.frozenFen(),
                            account.withdrawalsBlocked()));
            statement(entry);
            for (HoldEntry hold : all(request -> model.balances().holds(ALL, entry.number(), request))) {
                assertThat(hold.restFen())
                        .isEqualTo(state.holds.hold(hold.number()).restFen());
                assertThat(hold.account()).isEqualTo(entry.number());
                holds++;
            }
        }
        assertThat(holds).isEqualTo(state.holds.openCount());
    }

    /** Each line carries the balance that the lines up to it make. */
    private void statement(AccountEntry account) {
        long debitsFen = 0;
        long creditsFen = 0;
        long balanceFen = 0;
        for (StatementLine line : all(request -> model.balances().statement(ALL, account.number(), request))) {
            debitsFen += line.debitFen();
            creditsFen += line.creditFen();
            balanceFen = line.balanceFen();
        }
        assertThat(debitsFen).isEqualTo(account.postedDebitsFen());
        assertThat(creditsFen).isEqualTo(account.postedCreditsFen());
        assertThat(balanceFen).isEqualTo(account.postedFen());
    }

    private void market(ExchangeState state) {
        for (InstrumentEntry entry : all(request -> model.market().instruments(ALL, request))) {
            assertThat(entry.soldLots() + setAsideLots(entry.number()))
                    .isEqualTo(state.supply.soldLots(entry.number()));
            assertThat(entry.termsHash())
                    .isEqualTo(state.instruments.require(entry.number()).termsHash());
        }
    }

    /** Lots of accepted offers that are no contract yet: the engine counts them as gone, the model not as sold. */
    private long setAsideLots(long instrument) {
        Set<NegotiationState> accepted =
                EnumSet.of(NegotiationState.ACCEPTED, NegotiationState.AGREED, NegotiationState.VERIFIED);
        return all(request -> model.negotiations().negotiations(ALL, request)).stream()
                .filter(entry -> entry.instrument() == instrument && accepted.contains(entry.state()))
                .mapToLong(entry -> entry.latest().quantityLots())
                .sum();
    }

    private void books(ExchangeState state) {
        long standing = 0;
        for (InstrumentEntry entry : all(request -> model.market().instruments(ALL, request))) {
            BookDepth depth = model.book()
                    .depth(ALL, entry.number(), BookView.MAX_LEVELS)
                    .value()
                    .orElseThrow();
            Market market = state.markets.market(entry.number());
            assertThat(depth.bids()).isEqualTo(levels(market, Side.BUY));
            assertThat(depth.asks()).isEqualTo(levels(market, Side.SELL));
            if (market != null) {
                standing += requireStanding(market);
            }
        }
        assertThat(all(request -> model.participants().participants(ALL, request)).stream()
                        .flatMap(party ->
                                all(request -> model.orders().ordersOf(ALL, party.number(), request)).stream())
                        .filter(order -> order.status().isStanding())
                        .count())
                .isEqualTo(standing);
    }

    private static List<BookDepth.Level> levels(@Nullable Market market, Side side) {
        List<BookDepth.Level> levels = new ArrayList<>();
        if (market != null) {
            market.book()
                    .depth(
                            side,
                            (priceMicros, lots, orders) -> levels.add(new BookDepth.Level(priceMicros, lots, orders))
                                    && levels.size() < BookView.MAX_LEVELS);
        }
        return levels;
    }

    /** Each order that the engine still has is shown with its rest; answers how many there are. */
    private int requireStanding(Market market) {
        List<LimitOrder> orders = new ArrayList<>();
        for (Side side : Side.values()) {
            for (LimitOrder order = market.book().best(side);
                    order != null;
                    order = market.book().after(order)) {
                orders.add(order);
            }
        }
        if (market.sweeping() != null) {
            orders.add(market.sweeping());
        }
        for (LimitOrder order : orders) {
            OrderEntry entry =
                    model.orders().order(ALL, order.sequence()).value().orElseThrow();
            assertThat(entry.standingLots()).as("order " + order.sequence()).isEqualTo(order.restLots());
            assertThat(entry.member()).isEqualTo(order.owner());
        }
        return orders.size();
    }

    private void contracts(ExchangeState state) {
        List<ContractEntry> contracts = all(request -> model.contracts().contracts(ALL, request));
        assertThat(contracts).hasSize((int) state.contracts.formed());
        for (ContractEntry entry : contracts) {
            Contracts.Contract contract =
                    state.contracts.contract(entry.number()).orElseThrow();
            Trades.Entry trade = state.trades.require("trade", entry.number());
            assertThat(entry.state()).isEqualTo(contract.state());
            assertThat(entry.buyer()).isEqualTo(contract.buyer());
            assertThat(entry.seller()).isEqualTo(contract.seller());
            assertThat(entry.progress()).isEqualTo(trade.state());
            assertThat(entry.formedAtNs()).isEqualTo(trade.timeNs());
            assertThat(entry.seal().isPresent()).isEqualTo(entry.number() <= state.contracts.sealedUpTo());
            history(state, contract);
        }
    }

    private void history(ExchangeState state, Contracts.Contract contract) {
        ContractHistory history =
                model.contracts().history(ALL, contract.number()).value().orElseThrow();
        Optional<Proposal> proposal = state.amendments.proposal(contract.number());
        assertThat(history.amendments())
                .hasSize(state.amendments.history(contract.number()).count());
        assertThat(history.proposal().map(ContractHistory.Proposal::signed)).isEqualTo(proposal.map(Proposal::signed));
        assertThat(history.proposal().filter(shown -> shown.acceptedBy() != 0).isPresent())
                .isEqualTo(proposal.filter(Proposal::accepted).isPresent());
        assertThat(history.ending().map(ContractHistory.Ending::state))
                .isEqualTo(Optional.of(contract.state()).filter(ContractState::isEnd));
    }

    private void entitlements(ExchangeState state) {
        for (long contract = 1; contract <= state.contracts.formed(); contract++) {
            Optional<EntitlementEntry> entry =
                    model.entitlements().ofContract(ALL, contract).value();
            Optional<Entitlement> entitlement = state.entitlements.of(contract);
            assertThat(entry.isPresent()).isEqualTo(entitlement.isPresent());
            if (entry.isPresent()) {
                Entitlement known = entitlement.orElseThrow();
                assertThat(entry.get().number()).isEqualTo(known.getEntitlement());
                assertThat(entry.get().state()).isEqualTo(known.getState());
                assertThat(entry.get().holder()).isEqualTo(known.getHolder());
                assertThat(entry.get().fromNs()).isEqualTo(known.getFromNs());
                assertThat(entry.get().toNs()).isEqualTo(known.getToNs());
                assertThat(entry.get().deletionDue())
                        .isEqualTo(state.entitlements.isDeletionDue(known.getEntitlement()));
            }
        }
    }

    private void deliveries(ExchangeState state) {
        for (long contract = 1; contract <= state.contracts.formed(); contract++) {
            DeliveryEntry delivery =
                    model.deliveries().delivery(ALL, contract).value().orElseThrow();
            assertThat(delivery.state()).isEqualTo(state.deliveries.state(contract));
            Set<BasisKind> named =
                    delivery.basis().stream().map(DeliveryEntry.Basis::kind).collect(Collectors.toSet());
            for (BasisKind kind : BasisKind.values()) {
                assertThat(named.contains(kind)).isNotEqualTo(state.deliveries.lacksBasis(contract, Set.of(kind)));
            }
        }
    }

    private void disputes(ExchangeState state) {
        for (DisputeEntry entry : all(request -> model.disputes().disputes(ALL, request))) {
            Dispute dispute = state.disputes.require(entry.number());
            assertThat(entry.state()).isEqualTo(dispute.state());
            assertThat(entry.contract()).isEqualTo(dispute.contract());
            assertThat(entry.arbitrator()).isEqualTo(dispute.arbitrator());
            assertThat(entry.proposal().map(DisputeEntry.Proposal::sellerBp))
                    .isEqualTo(dispute.proposal().map(Dispute.Proposal::sellerBp));
        }
    }

    private void sessions(ExchangeState state) {
        int open = 0;
        for (SessionEntry entry : all(request -> model.sessions().sessions(ALL, request))) {
            Session session = state.sessions.require(entry.number());
            assertThat(entry.agent()).isEqualTo(session.member());
            assertThat(entry.key()).isEqualTo(session.key());
            assertThat(entry.terms().mandate()).isEqualTo(session.mandate());
            assertThat(entry.terms().expiresNs()).isEqualTo(session.terms().getExpiresNs());
            assertThat(entry.end()).isEqualTo(Optional.ofNullable(session.end()));
            assertThat(entry.statedUpTo()).isEqualTo(session.statedUpTo());
            open += entry.isOpen() ? 1 : 0;
        }
        assertThat(open).isEqualTo(state.sessions.openCount());
    }

    private void negotiations(ExchangeState state) {
        List<NegotiationEntry> entries = all(request -> model.negotiations().negotiations(ALL, request));
        for (NegotiationEntry entry : entries) {
            Negotiation known = state.negotiations.require(entry.number());
            assertThat(entry.state()).isEqualTo(known.state());
            assertThat(List.of(entry.instrument(), entry.consumer(), entry.provider(), entry.trade()))
                    .isEqualTo(List.of(known.instrument(), known.consumer(), known.provider(), known.trade()));
            assertThat(entry.latest().message()).isEqualTo(known.standing().message());
            assertThat(entry.latest().sm3()).isEqualTo(known.standing().sm3());
            assertThat(model.negotiations().terms(ALL, entry.number()).value())
                    .contains(known.standing().terms());
            Acceptance acceptance = known.acceptance();
            if (entry.isLive()) {
                assertThat(entry.latest().validToNs())
                        .isEqualTo(acceptance == null ? known.standing().validToNs() : acceptance.boundToNs());
            }
            entry.signed().ifPresent(signed -> known.requireSigned("contractSm3", signed));
            assertThat(all(request -> model.negotiations().messages(ALL, entry.number(), request)))
                    .hasSize(entry.messages());
        }
        assertThatThrownBy(() -> state.negotiations.require(entries.size() + 1L))
                .isInstanceOf(CommandRejected.class);
    }

    private void openAuction(ExchangeState state, Auction auction) {
        if (auction.state().isFinal()) {
            return;
        }
        if (state.openAuctions.isSealed(auction)) {
            SealedReverse known = state.openAuctions.sealed(auction);
            SealedReverseEntry entry = model.sealedReverses()
                    .auction(ALL, auction.number())
                    .value()
                    .orElseThrow();
            assertThat(entry.offers().stream().map(SealedReverseEntry.Offer::commitment))
                    .containsExactlyElementsOf(
                            known.offers().stream().map(SealedOffer::commitment).toList());
            assertThat(entry.reveals()).isEqualTo((int) known.offers().stream()
                    .filter(offer -> offer.revealed() != null)
                    .count());
            assertThat(entry.revealUntilNs()).isEqualTo(known.revealUntilNs());
        } else if (auction.mode() == TradingMode.ENGLISH_AUCTION || auction.mode() == TradingMode.REVERSE_AUCTION) {
            OutcryAuction known = state.openAuctions.outcry(auction);
            OutcryAuctionEntry entry =
                    model.openAuctions().outcry(ALL, auction.number()).value().orElseThrow();
            assertThat(entry.reverse()).isEqualTo(known.isReverse());
            assertThat(List.of(entry.priceMicros(), entry.closesNs()))
                    .isEqualTo(List.of(known.priceMicros(), known.closesNs()));
            Optional<LeadingBid> leader = Optional.ofNullable(known.leader());
            assertThat(entry.leader().map(OutcryAuctionEntry.Bid::sequence))
                    .isEqualTo(leader.map(LeadingBid::sequence));
            assertThat(entry.leader().map(OutcryAuctionEntry.Bid::instrument))
                    .isEqualTo(leader.map(LeadingBid::instrument));
            assertThat(entry.leader().map(OutcryAuctionEntry.Bid::limitMicros))
                    .isEqualTo(leader.map(LeadingBid::limitMicros));
        } else if (auction.mode() == TradingMode.DUTCH_AUCTION) {
            DutchAuction known = state.openAuctions.dutch(auction);
            DutchAuctionEntry entry =
                    model.openAuctions().dutch(ALL, auction.number()).value().orElseThrow();
            assertThat(entry.restLots()).isEqualTo(known.restLots());
            assertThat(entry.clock()).isEqualTo(known.clock());
        }
    }

    private void quotes(ExchangeState state) {
        for (QuoteRequestEntry entry : all(request -> model.quotes().requests(ALL, request))) {
            QuoteRequest known = state.quotes.request(entry.number());
            assertThat(known == null).isEqualTo(entry.ending().isPresent());
            for (QuoteEntry quote : all(request -> model.quotes().quotesFor(ALL, entry.number(), request))) {
                Quote standing = state.quotes.quote(quote.number());
                assertThat(standing != null).isEqualTo(quote.isStanding());
                if (standing != null) {
                    assertThat(List.of(quote.sm3(), quote.seller(), quote.priceMicros(), quote.validToNs()))
                            .isEqualTo(List.of(
                                    standing.sm3(), standing.seller(), standing.priceMicros(), standing.validToNs()));
                }
            }
        }
    }

    /** All items, page by page, each page small. */
    public static <T> List<T> all(Function<PageRequest, Page<T>> pages) {
        List<T> items = new ArrayList<>();
        PageRequest request = PageRequest.oldest(7);
        while (true) {
            Page<T> page = pages.apply(request);
            items.addAll(page.items());
            if (page.next().isEmpty()) {
                return items;
            }
            request = request.after(page.next().get());
        }
    }
}
