package io.shuheng.core.engine;

import io.shuheng.core.engine.AgreedTrades.Agreed;
import io.shuheng.core.engine.AgreedTrades.Cost;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.Binding;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.quote.EndQuoteRequest;
import io.shuheng.core.trading.quote.GiveQuote;
import io.shuheng.core.trading.quote.Quote;
import io.shuheng.core.trading.quote.QuoteEnd;
import io.shuheng.core.trading.quote.QuoteRequest;
import io.shuheng.core.trading.quote.RequestQuotes;
import io.shuheng.core.trading.quote.TakeQuote;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;

/*
 * A quote is a signed offer on the instrument's own terms, and the acceptance names its hash: so every term of the
 * contract is in what both have signed, and the contract is formed by the match like that of a fixed price, without a
 * further signature. Only where somebody wants other terms is there anything left to sign, and that is a negotiation.
 */
/** Requests for quotes (询价): one asks, many quote, the first valid acceptance makes the trade and ends the others. */
final class QuoteDesk {

    private final ExchangeState state;
    private final AgreedTrades trades;
    private final SupplySellers sellers;
    private final PromisedLots lots;
    private final QuoteGates gates;
    private final AgreedGates agreed;

    QuoteDesk(ExchangeState state, AgreedTrades trades) {
        this.state = state;
        this.trades = trades;
        this.sellers = new SupplySellers(state);
        this.lots = new PromisedLots(state);
        this.agreed = new AgreedGates(state);
        this.gates = new QuoteGates(state, agreed);
    }

    void open(Dispatch dispatch) {
        dispatch.on(RequestQuotes.class, this::request);
        dispatch.on(GiveQuote.class, this::quote);
        dispatch.on(TakeQuote.class, this::take);
        dispatch.on(EndQuoteRequest.class, this::end);
    }

    private void request(Turn turn, RequestQuotes command) {
        gates.requireTerms(turn, command);
        long consumer = gates.requireAsker(turn, command);
        state.quotes.requireRoom(consumer);
        long timer = state.timers
                .set(command.getUntilNs(), TimerKind.QUOTE_REQUEST_END, turn.sequence())
                .id();
        state.quotes.open(QuoteRequest.of(turn.sequence(), commandSm3(turn), consumer, command, timer));
        turn.event(EventKind.QUOTES_REQUESTED, turn.sequence(), consumer, command.getUntilNs());
    }

    private void quote(Turn turn, GiveQuote command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Principal seller =
                gates.principal(turn, command.getMandate(), instrument.listing().number(), 0);
        if (!sellers.include(instrument, seller.participant())) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "instrument", instrument.number());
        }
        QuoteRequest request = state.quotes.require(command.getRequest());
        request.requireAsks(seller.participant(), seller.agent());
        request.requireAnswered(Fields.hash(command.getRequestSm3()));
        request.requireAsksFor(instrument.number(), instrument.board().number());
        gates.requireScenario(instrument, request.scenario());
        agreed.requireOpen(turn, instrument, TradingMode.RFQ);
        agreed.requireSeller(turn, instrument, seller.participant());
        agreed.requireBuyer(instrument, request.consumer(), seller.participant());
        agreed.requirePrice(instrument, command.getPriceMicros());
        Fields.requireRange("validToNs", command.getValidToNs(), turn.timeNs() + 1, request.untilNs());
        request.requireRoom(seller.participant());
        trades.cost(
                turn.timeNs(),
                instrument,
                request.consumer(),
                seller.participant(),
                command.getPriceMicros(),
                request.quantityLots());
        lots.require(instrument, seller.participant(), request.quantityLots(), "request", request.number());

        lots.setAside(instrument, seller.participant(), request.quantityLots());
        long timer = state.timers
                .set(command.getValidToNs(), TimerKind.QUOTE_END, turn.sequence())
                .id();
        state.quotes.add(new Quote(
                turn.sequence(),
                commandSm3(turn),
                request.number(),
                instrument.number(),
                seller.participant(),
                command.getPriceMicros(),
                command.getValidToNs(),
                timer));
        turn.event(EventKind.QUOTE_GIVEN, turn.sequence(), request.number(), seller.participant());
    }

    private void take(Turn turn, TakeQuote command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Principal buyer =
                gates.principal(turn, command.getMandate(), instrument.listing().number(), 0);
        Quote quote = state.quotes.requireQuote(buyer.participant(), command.getQuote());
        if (quote.instrument() != instrument.number()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "instrument", instrument.number());
        }
        if (!quote.sm3().equals(Fields.hash(command.getQuoteSm3()))) {
            throw CommandRejected.because(RefusalCode.TERMS_STALE, "quoteSm3", quote.number());
        }
        QuoteRequest request = state.quotes.of(quote);
        if (turn.timeNs() >= quote.validToNs()) {
            throw CommandRejected.because(RefusalCode.TERMS_LAPSED, "quote", quote.number());
        }
        agreed.requireOpen(turn, instrument, TradingMode.RFQ);
        agreed.requireSeller(turn, instrument, quote.seller());
        agreed.requireBuyer(instrument, buyer.participant(), quote.seller());
        state.openOrders.requireNotStopped(buyer.participant());
        int scenario = gates.requireScenario(instrument, request.scenario());
        long quantityLots = request.quantityLots();
        Cost cost = trades.cost(
                turn.timeNs(), instrument, buyer.participant(), quote.seller(), quote.priceMicros(), quantityLots);
        buyer = gates.principal(turn, command.getMandate(), instrument.listing().number(), cost.payFen());
        if (instrument.isUnlimited()) {
            state.supply.require(instrument, buyer.participant(), quantityLots, 0);
        }
        trades.requireFunds(buyer.participant(), cost);

        long hold = trades.hold(turn, buyer, cost);
        lots.license(instrument, quote.seller(), buyer.participant(), quantityLots);
        turn.event(EventKind.QUOTE_TAKEN, quote.number(), request.number(), buyer.participant());
        Agreed terms = new Agreed(
                instrument,
                turn.sequence(),
                quote.number(),
                quote.seller(),
                quote.priceMicros(),
                quantityLots,
                scenario,
                cost);
        trades.form(turn, terms, buyer, hold, turn.binding(), Binding.SIGNED);
        close(turn, request, quote, QuoteEnd.TAKEN, buyer.participant());
    }

    /** A party may end its request even where it may make no new contract, as one that is suspended; an agent may not. */
    private void end(Turn turn, EndQuoteRequest command) {
        QuoteRequest request = state.quotes.require(command.getRequest());
        long asker = turn.requireParticipant();
        if (command.getMandate() == 0) {
            state.participants.requireParty("participant", asker);
        } else {
            asker = gates.principal(turn, command.getMandate(), 0, 0).participant();
        }
        if (asker != request.consumer()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "request", request.number());
        }
        closeUntaken(turn, request, QuoteEnd.BY_ASKER, asker);
    }

    /** The time of a request or of a quote is over. */
    void fire(Turn turn, Timers.Timer timer) {
        if (timer.kind() == TimerKind.QUOTE_REQUEST_END) {
            QuoteRequest request = state.quotes.request(timer.subject());
            if (request != null) {
                closeUntaken(turn, request, QuoteEnd.LAPSED, 0);
            }
            return;
        }
        Quote quote = state.quotes.quote(timer.subject());
        if (quote != null) {
            giveUp(turn, state.quotes.of(quote), quote, QuoteEnd.LAPSED);
        }
    }

    /** A quote's seller, or the provider of what it offers, is no member any more. */
    void fallAway(Turn turn, Quote quote, QuoteEnd end) {
        giveUp(turn, state.quotes.of(quote), quote, end);
    }

    private void close(Turn turn, QuoteRequest request, Quote taken, QuoteEnd end, long by) {
        cancelTimer(taken);
        state.quotes.remove(taken);
        closeUntaken(turn, request, end, by);
    }

    /** Every quote that still stands ends with its request: at most {@link QuoteRequest#MAX_QUOTES}. */
    private void closeUntaken(Turn turn, QuoteRequest request, QuoteEnd end, long by) {
        for (Quote quote : List.copyOf(request.quotes())) {
            giveUp(turn, request, quote, end);
        }
        state.timers.cancel(
                new Timers.Timer(request.untilNs(), request.timer(), TimerKind.QUOTE_REQUEST_END, request.number()));
        state.quotes.close(request);
        turn.event(EventKind.QUOTE_REQUEST_ENDED, request.number(), end.number(), by);
    }

    private void giveUp(Turn turn, QuoteRequest request, Quote quote, QuoteEnd end) {
        Instrument instrument = state.instruments.require(quote.instrument());
        lots.giveBack(instrument, quote.seller(), request.quantityLots());
        cancelTimer(quote);
        state.quotes.remove(quote);
        turn.event(EventKind.QUOTE_ENDED, quote.number(), request.number(), end.number());
    }

    private void cancelTimer(Quote quote) {
        state.timers.cancel(new Timers.Timer(quote.validToNs(), quote.timer(), TimerKind.QUOTE_END, quote.number()));
    }

    private static Sm3Hash commandSm3(Turn turn) {
        return Sm3Hash.of(Sm3.hash(turn.commandBytes()));
    }
}
