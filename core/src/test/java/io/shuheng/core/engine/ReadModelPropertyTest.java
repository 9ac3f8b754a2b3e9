package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.ConfirmWithdrawal;
import io.shuheng.core.clearing.FailDeposit;
import io.shuheng.core.clearing.FailWithdrawal;
import io.shuheng.core.clearing.RequestDeposit;
import io.shuheng.core.clearing.RequestWithdrawal;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.contract.negotiation.TerminationReason;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.ParticipantStatus;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.registration.ObjectionRuling;
import io.shuheng.core.registration.ReviewDecision;
import io.shuheng.core.trading.CancelOrder;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.view.SessionEntry;
import io.shuheng.core.view.Visibility;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever members do, in whatever order, the read model says after each command what the engine knows. */
class ReadModelPropertyTest {

    private static final List<SupplyKind> KINDS = List.of(SupplyKind.values());
    private static final int BUSTED = 2;
    private static final List<Integer> AWARDS = List.of(0, 10_000, 3_333);

    /** What somebody does next. */
    private enum Act {
        DEPOSIT,
        FAIL_DEPOSIT,
        WITHDRAW,
        CONFIRM_WITHDRAWAL,
        FAIL_WITHDRAWAL,
        OPEN_INSTRUMENT,
        OFFER,
        ORDER,
        DELIVER,
        RECEIPT,
        ACCEPT,
        REJECT,
        ACCEPT_REJECTION,
        DELETE,
        DISPUTE,
        HEAR,
        PROPOSE,
        RULE,
        SEAL,
        WAIT,
        SUBMIT_LISTING,
        MOVE_LISTING,
        CHANGE_STATUS,
        BID,
        ASK,
        CANCEL,
        STEP,
        DELIST_BOOK,
        OPEN_SESSION,
        BID_IN_SESSION,
        STATE_SESSION,
        CLOSE_SESSION,
        NEGOTIATE
    }

    /** One thing that somebody does; the number chooses of what is there. */
    private record Step(Act act, int number) {}

    private static final class Day {

        private final EngineFixture exchange = new EngineFixture(limits());
        private final ViewComparison view = new ViewComparison(exchange);
        private final TradeWay way = new TradeWay(exchange);
        private final ListingWay listings;
        private final List<Long> instruments = new ArrayList<>();
        private final DisputeWay wrongs = new DisputeWay(exchange, way);
        private final List<Long> disputes = new ArrayList<>();
        private final List<Long> withdrawals = new ArrayList<>();
        private final BookWay book;
        private final List<Long> limitOrders = new ArrayList<>();
        private final SessionWay sessions = new SessionWay(exchange, way);
        private final List<Long> opened = new ArrayList<>();
        private final NegotiationWay negotiations = new NegotiationWay(exchange, way);
        private final Map<Long, ListingDescriptor> submitted = new java.util.TreeMap<>();

        Day() {
            exchange.afterEach(view::check);
            listings = way.listings();
            book = new BookWay(
                    exchange,
                    way,
                    1_000,
                    BookWay.continuous(way.board()).setSignedOrdersOnly(false).build());
        }

        private static Limits limits() {
            Limits limits = EngineFixture.limits();
            return Limits.newBuilder(limits)
                    .setSealTrades(3)
                    .setOrdersPerStep(2)
                    .build();
        }

        void take(Step step) {
            switch (step.act) {
                case DEPOSIT -> deposit(step.number);
                case FAIL_DEPOSIT -> failDeposit(step.number);
                case WITHDRAW -> withdraw(step.number);
                case CONFIRM_WITHDRAWAL -> endWithdrawal(step.number, true);
                case FAIL_WITHDRAWAL -> endWithdrawal(step.number, false);
                case OPEN_INSTRUMENT -> open(step.number);
                case OFFER -> offer(step.number);
                case ORDER -> order(step.number);
                case DELIVER, RECEIPT, ACCEPT -> perform(step);
                case REJECT, ACCEPT_REJECTION, DELETE, DISPUTE -> object(step);
                case HEAR, PROPOSE, RULE -> dispute(step);
                case SEAL -> seal();
                case WAIT -> await(step.number);
                case SUBMIT_LISTING -> submitListing(step.number);
                case MOVE_LISTING -> moveListing(step.number);
                case CHANGE_STATUS -> changeStatus(step.number);
                case BID -> limit(Side.BUY, step.number);
                case ASK -> limit(Side.SELL, step.number);
                case CANCEL -> cancel(step.number);
                case STEP ->
                    exchange.submitInternal(
                            io.shuheng.core.engine.Step.newBuilder().build());
                case DELIST_BOOK -> delistBook(step.number);
                case OPEN_SESSION -> openSession();
                case BID_IN_SESSION, STATE_SESSION, CLOSE_SESSION -> inSession(step);
                case NEGOTIATE -> negotiate(step.number);
            }
        }

        private void openSession() {
            if (!isBuyerSuspended()) {
                opened.add(sessions.opened());
            }
        }

        /** Only what gets a record is sent, so that the member's tree stays that of the exchange. */
        private void inSession(Step step) {
            if (opened.isEmpty()) {
                return;
            }
            long session = opened.get(step.number % opened.size());
            SessionEntry entry = view.model()
                    .sessions()
                    .session(Visibility.everything(), session)
                    .value()
                    .orElseThrow();
            switch (step.act) {
                case BID_IN_SESSION -> {
                    if (entry.isOpen() && entry.unstated() < SessionWay.EVERY_COMMANDS) {
                        sessions.submit(
                                session,
                                book.order(Side.BUY, 10 + step.number % 4, 1)
                                        .setClientId(entry.lastCounter() + 1)
                                        .setNotAfterNs(0)
                                        .build(),
                                book.instrument());
                    }
                }
                case STATE_SESSION -> {
                    if (entry.unstated() > 0) {
                        exchange.submit(sessions.statement(session), way.buyer().key());
                    }
                }
                default ->
                    exchange.submit(sessions.closing(session), way.buyer().key());
            }
        }

        private void negotiate(int number) {
            NegotiatedTerms terms = NegotiationWay.terms(10_000L * (1 + number % 30), 1 + number % 3);
            long known = ViewComparison.all(
                            request -> view.model().negotiations().negotiations(Visibility.everything(), request))
                    .size();
            if (known == 0 || number % 8 == 0) {
                exchange.submit(negotiations.request(terms).build(), way.buyer().key());
                return;
            }
            long negotiation = 1 + number / 8 % known;
            NegotiatedTerms latest = view.model()
                    .negotiations()
                    .terms(Visibility.everything(), negotiation)
                    .value()
                    .orElseThrow();
            switch (number % 8) {
                case 1, 2 ->
                    exchange.submit(
                            negotiations.offer(negotiation, latest, terms).build(),
                            way.seller().key());
                case 3, 4 ->
                    exchange.submit(
                            negotiations.acceptance(negotiation, latest).build(),
                            way.buyer().key());
                case 5 ->
                    exchange.submit(
                            negotiations.counter(negotiation, latest, terms).build(),
                            way.buyer().key());
                case 6 ->
                    exchange.submit(
                            negotiations.blindSignature(negotiation).build(),
                            (number % 3 == 0 ? way.buyer() : way.seller()).key());
                default ->
                    exchange.submit(
                            negotiations.termination(negotiation, TerminationReason.NO_LONGER_WANTED),
                            (number % 3 == 0 ? way.buyer() : way.seller()).key());
            }
        }

        /** Prices are few, so that orders cross; every other pair of orders does not rest. */
        private void limit(Side side, int number) {
            TimeInForce[] kinds = {TimeInForce.GTC, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK};
            EngineFixture.Outcome outcome = exchange.submit(
                    book.order(side, 10 + number % 4, 1 + number % 7)
                            .setTimeInForce(kinds[number % kinds.length])
                            .build(),
                    (side == Side.BUY ? way.buyer() : way.seller()).key());
            limitOrders.add(outcome.answer().sequence());
        }

        private void cancel(int number) {
            if (!limitOrders.isEmpty()) {
                long order = limitOrders.get(number % limitOrders.size());
                exchange.submit(
                        new CancelOrder(exchange.nextClientId(), exchange.notAfterNs(), 0L, book.instrument(), order),
                        (number % 2 == 0 ? way.buyer() : way.seller()).key());
            }
        }

        /** Seldom, for nothing trades in the book behind it. */
        private void delistBook(int number) {
            if (number % 8 == 0) {
                listings.delist(book.listing(), DelistingStep.BEGIN, ListingReason.MARKET_ORDER);
            }
        }

        private boolean isBuyerSuspended() {
            return exchange.engine()
                            .state()
                            .participants
                            .require("buyer", way.buyer().number())
                            .status()
                    == ParticipantStatus.SUSPENDED;
        }

        private void deposit(int number) {
            if (!isBuyerSuspended()) {
                way.deposit(1_000L * number + 1);
            }
        }

        private void failDeposit(int number) {
            if (isBuyerSuspended()) {
                return;
            }
            long deposit = exchange.submit(
                            new RequestDeposit(
                                    exchange.nextClientId(),
                                    exchange.notAfterNs(),
                                    way.buyer().number(),
                                    "CNY",
                                    number + 1L),
                            way.buyer().key())
                    .requireAccepted()
                    .event(EventKind.DEPOSIT_REQUESTED)
                    .getA();
            exchange.submit(
                            new FailDeposit(exchange.nextClientId(), exchange.notAfterNs(), deposit, "RETURNED"),
                            way.bank().key())
                    .requireAccepted();
        }

        private void withdraw(int number) {
            EngineFixture.Outcome outcome = exchange.submit(
                    new RequestWithdrawal(
                            exchange.nextClientId(),
                            exchange.notAfterNs(),
                            way.buyer().number(),
                            "CNY",
                            700L * number),
                    way.buyer().key());
            outcome.events(EventKind.WITHDRAWAL_REQUESTED).forEach(event -> withdrawals.add(event.getA()));
        }

        private void endWithdrawal(int number, boolean paid) {
            if (withdrawals.isEmpty()) {
                return;
            }
            long withdrawal = withdrawals.remove(number % withdrawals.size());
            long amountFen =
                    exchange.engine().state().withdrawals.withdrawal(withdrawal).amountFen();
            exchange.submit(
                            paid
                                    ? new ConfirmWithdrawal(
                                            exchange.nextClientId(),
                                            exchange.notAfterNs(),
                                            withdrawal,
                                            amountFen,
                                            "OUT-" + withdrawal)
                                    : new FailWithdrawal(
                                            exchange.nextClientId(), exchange.notAfterNs(), withdrawal, "NO ACCOUNT"),
                            way.bank().key())
                    .requireAccepted();
        }

        private void open(int number) {
            if (instruments.size() < 3) {
                SupplyKind kind = KINDS.get(number % KINDS.size());
                long lots = switch (kind) {
                    case LIMITED -> 1_000;
                    case UNLIMITED -> 0;
                    case EXCLUSIVE -> 1;
                };
                instruments.add(way.instrument(kind, lots));
            }
        }

        private void offer(int number) {
            if (!instruments.isEmpty()) {
                exchange.submit(
                        way.offer(instruments.get(number % instruments.size()))
                                .setPriceMicros(10_000L * (number % 40))
                                .build(),
                        way.seller().key());
            }
        }

        private void order(int number) {
            if (!instruments.isEmpty()) {
                long instrument = instruments.get(number % instruments.size());
                view.model()
                        .market()
                        .instrument(Visibility.everything(), instrument)
                        .value()
                        .flatMap(entry -> entry.offer())
                        .ifPresent(offer -> exchange.submit(
                                way.order(instrument, 1 + number % 9)
                                        .setPriceMicros(offer.priceMicros())
                                        .setPriceVersion(offer.version())
                                        .build(),
                                way.buyer().key()));
            }
        }

        private void perform(Step step) {
            long contracts = exchange.engine().state().contracts.formed();
            if (contracts == 0) {
                return;
            }
            long contract = 1 + step.number % contracts;
            switch (step.act) {
                case DELIVER ->
                    exchange.submit(way.delivery(contract).build(), way.seller().key());
                case RECEIPT ->
                    exchange.submit(
                            way.receipt(contract, EngineFixture.hash("content")),
                            way.buyer().key());
                default -> exchange.submit(way.acceptance(contract), way.buyer().key());
            }
        }

        private void object(Step step) {
            long contracts = exchange.engine().state().contracts.formed();
            if (contracts == 0) {
                return;
            }
            long contract = 1 + step.number % contracts;
            switch (step.act) {
                case REJECT ->
                    exchange.submit(
                            wrongs.rejection(contract).build(), way.buyer().key());
                case ACCEPT_REJECTION ->
                    exchange.submit(wrongs.acceptance(contract), way.seller().key());
                case DELETE ->
                    exchange.submit(wrongs.deletion(contract), way.buyer().key());
                default ->
                    exchange.submit(wrongs.opening(contract), way.buyer().key())
                            .events(EventKind.DISPUTE_OPENED)
                            .forEach(event -> disputes.add(event.getA()));
            }
        }

        private void dispute(Step step) {
            if (disputes.isEmpty()) {
                return;
            }
            long dispute = disputes.get(step.number % disputes.size());
            int sellerBp = AWARDS.get(step.number % AWARDS.size());
            switch (step.act) {
                case HEAR -> {
                    exchange.submit(wrongs.evidence(dispute), way.seller().key());
                    wrongs.appoint(dispute, wrongs.arbitrator());
                }
                case PROPOSE -> {
                    exchange.submit(
                            wrongs.proposal(dispute, sellerBp), way.seller().key());
                    if (step.number % 3 == 0) {
                        exchange.submit(
                                wrongs.agreement(dispute, sellerBp), way.buyer().key());
                    }
                }
                default -> wrongs.rule(dispute, award(sellerBp), sellerBp);
            }
        }

        private static DisputeAward award(int sellerBp) {
            return switch (sellerBp) {
                case 0 -> DisputeAward.BUYER;
                case 10_000 -> DisputeAward.SELLER;
                default -> DisputeAward.SPLIT;
            };
        }

        private void seal() {
            var contracts = exchange.engine().state().contracts;
            if (contracts.isRequestOpen()) {
                exchange.submit(
                                new ContractsSealed(
                                        exchange.nextClientId(),
                                        exchange.notAfterNs(),
                                        contracts.sealedUpTo() + 1,
                                        contracts.requestedUpTo(),
                                        EngineFixture.hash("root"),
                                        EngineFixture.OPERATOR_KEY,
                                        ByteBuffer.wrap(new byte[64])),
                                EngineFixture.OPERATOR_KEY)
                        .requireAccepted();
            }
        }

        private void await(int number) {
            exchange.advance(Duration.ofHours(number % 40));
            exchange.submitInternal(new Tick());
        }

        private void submitListing(int number) {
            ListingDescriptor descriptor = listings.descriptor("other-" + number % 3)
                    .setVersion("1.0." + number)
                    .build();
            listings.submit(descriptor)
                    .events(EventKind.LISTING_SUBMITTED)
                    .forEach(event -> submitted.put(event.getA(), descriptor));
        }

        private void moveListing(int number) {
            if (submitted.isEmpty()) {
                return;
            }
            List<Long> known = List.copyOf(submitted.keySet());
            long listing = known.get(number % known.size());
            ListingDescriptor descriptor = submitted.get(listing);
            switch (number % 8) {
                case 0 -> listings.review(listing, descriptor, ReviewDecision.RETURN);
                case 1 -> listings.register(listing, descriptor);
                case 2 -> listings.approve(listing, descriptor);
                case 3, 4 -> listings.list(listing, descriptor);
                case 5 -> listings.suspend(listing);
                case 6 -> listings.object(listing);
                default -> listings.resolve(listing, ObjectionRuling.DISMISS);
            }
        }

        private void changeStatus(int number) {
            StatusChange[] changes = {StatusChange.SUSPEND, StatusChange.REINSTATE};
            way.enrolment().change(way.buyer(), changes[number % 2]);
        }

        Set<TradeState> states() {
            Set<TradeState> states = EnumSet.noneOf(TradeState.class);
            for (long trade = 1; trade <= exchange.engine().state().contracts.formed(); trade++) {
                states.add(
                        exchange.engine().state().trades.require("trade", trade).state());
            }
            return states;
        }
    }

    @Provide
    Arbitrary<List<Step>> days() {
        Arbitrary<Act> acts = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(2, Arbitraries.of(Act.class)),
                net.jqwik.api.Tuple.of(3, Arbitraries.of(Act.ORDER, Act.DELIVER, Act.RECEIPT, Act.ACCEPT)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(Act.MOVE_LISTING, Act.SEAL, Act.BID, Act.ASK)));
        return Combinators.combine(acts, Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMinSize(40)
                .ofMaxSize(120);
    }

    /** Takes one trade to each of its ends, so that each is there whatever chance brings. */
    private static void toEachEnd(Day day) {
        day.take(new Step(Act.DEPOSIT, 500));
        day.take(new Step(Act.OPEN_INSTRUMENT, KINDS.indexOf(SupplyKind.LIMITED)));
        day.take(new Step(Act.OFFER, 20));
        for (int contract = 0; contract < 6; contract++) {
            day.take(new Step(Act.ORDER, 8));
            if (contract != BUSTED) {
                day.take(new Step(Act.DELIVER, contract));
                day.take(new Step(Act.RECEIPT, contract));
            }
        }
        day.take(new Step(Act.SEAL, 0));
        day.take(new Step(Act.ACCEPT, 0));
        day.take(new Step(Act.REJECT, 1));
        day.take(new Step(Act.ACCEPT_REJECTION, 1));
        day.take(new Step(Act.DELETE, 1));
        for (int dispute = 0; dispute < 4; dispute++) {
            day.take(new Step(Act.DISPUTE, BUSTED + dispute));
            day.take(new Step(Act.HEAR, dispute));
        }
        // A number chooses dispute and award: for the buyer, for the seller, a part each; a compromise stays open.
        day.take(new Step(Act.RULE, 0));
        day.take(new Step(Act.RULE, 25));
        day.take(new Step(Act.RULE, 11));
        day.take(new Step(Act.PROPOSE, 2));
        for (NegotiationState state : NegotiationState.values()) {
            day.negotiations.at(state);
        }
        for (int session = 0; session < 2; session++) {
            day.take(new Step(Act.OPEN_SESSION, 0));
            day.take(new Step(Act.BID_IN_SESSION, session));
        }
        day.take(new Step(Act.STATE_SESSION, 0));
        day.take(new Step(Act.CLOSE_SESSION, 0));
        day.take(new Step(Act.WAIT, 1));
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void saysAfterEachCommandWhatTheEngineKnows(@ForAll("days") List<Step> steps) {
        Day day = new Day();
        toEachEnd(day);
        assertThat(day.states())
                .contains(TradeState.SETTLED, TradeState.DISPUTED, TradeState.REFUNDED, TradeState.BUSTED);
        steps.forEach(day::take);
        assertThat(day.view.model().sequence()).isEqualTo(day.exchange.engine().size() - 1);
    }
}
