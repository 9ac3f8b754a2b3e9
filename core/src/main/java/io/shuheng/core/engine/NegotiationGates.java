package io.shuheng.core.engine;

import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.contract.negotiation.Negotiation;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.TradingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What each message of a negotiation must pass: who may send it, what may be traded, which terms may be asked for. */
final class NegotiationGates {

    private static final long MAX_QUANTITY_LOTS = 1_000_000_000_000L;
    private static final long MAX_PRICE_MICROS = 1_000_000_000_000_000L;
    private static final int MAX_PURPOSE_LENGTH = 500;
    private static final int MAX_CLAUSE_LENGTH = 1000;
    private static final int MAX_CLAUSES = 16;
    private static final int MAX_WORDS_BYTES = 16_384;
    private static final long MAX_PERIOD_NS = Duration.ofDays(366).toNanos();
    private static final long MAX_AHEAD_NS = Duration.ofDays(30).toNanos();

    private final ExchangeState state;

    NegotiationGates(ExchangeState state) {
        this.state = state;
    }

    /**
     * In whose name a message is sent.
     *
     * @param spendFen what it may spend, fen
     */
    Principal principal(Turn turn, long mandate, Power power, Instrument instrument, long spendFen) {
        return state.principals.require(
                turn.requireParticipant(), mandate, power, instrument.listing().number(), spendFen, turn.timeNs());
    }

    /** Whether a participant may become this instrument's consumer. */
    void requireConsumer(Instrument instrument, long participant) {
        state.participants.requireRole("consumer", participant, Role.CONSUMER);
        instrument
                .version()
                .requireEligible(state.participants
                        .require("consumer", participant)
                        .membership()
                        .identifier());
        state.openOrders.requireNotStopped(participant);
        if (state.participants.areAffiliated(participant, instrument.provider())) {
            throw CommandRejected.because(RefusalCode.SELF_TRADE, "instrument", instrument.number());
        }
    }

    /** Whether an instrument may be negotiated now. */
    void requireOpen(Turn turn, Instrument instrument) {
        instrument.requireTradeable(turn.timeNs());
        state.participants.requireTradable("provider", instrument.provider(), turn.timeNs());
        state.openOrders.requireNotStopped(instrument.provider());
        state.supply.requireNotFrozen(instrument.number(), instrument.provider());
        instrument.board().requireMode(TradingMode.NEGOTIATED);
    }

    /**
     * Whether a contract that both sides have signed may be formed: what they are bound to waits for nothing but an
     * authority's freeze of the product, of the provider's licences or of the consumer's money, and a recall.
     *
     * @throws CommandRejected PRODUCT_FROZEN, USE_SUSPENDED, LICENCES_FROZEN, FUNDS_FROZEN
     */
    void requireFormable(Negotiation negotiation, Instrument instrument) {
        instrument.listing().requireNotFrozen();
        if (instrument.listing().isRecalled()) {
            throw CommandRejected.because(RefusalCode.USE_SUSPENDED, "negotiation", negotiation.number());
        }
        state.supply.requireNotFrozen(instrument.number(), instrument.provider());
        boolean pays = negotiation.requireAcceptance().payFen() > 0;
        if (pays && state.accounts.isFrozen(state.accounts.cashOf(negotiation.consumer()))) {
            throw CommandRejected.because(RefusalCode.FUNDS_FROZEN, "negotiation", negotiation.number());
        }
    }

    /** Whether {@link #requireFormable} holds. */
    boolean isFormable(Negotiation negotiation, Instrument instrument) {
        try {
            requireFormable(negotiation, instrument);
            return true;
        } catch (CommandRejected e) {
            return false;
        }
    }

    /** Whether an instrument can be traded on these terms at all; refusals name the field inside the terms. */
    void requireTerms(Instrument instrument, NegotiatedTerms terms) {
        Fields.requireRange("priceMicros", terms.getPriceMicros(), 0, MAX_PRICE_MICROS);
        instrument.requireWithinCeiling(terms.getPriceMicros());
        if (terms.getPriceMicros() % instrument.tickSizeMicros() != 0) {
            throw CommandRejected.because(RefusalCode.PRICE_OFF_TICK, "priceMicros", terms.getPriceMicros());
        }
        Fields.requireRange("quantityLots", terms.getQuantityLots(), 1, MAX_QUANTITY_LOTS);
        Money.notionalFen(terms.getPriceMicros(), terms.getQuantityLots(), RoundingRule.HALF_UP);
        instrument.requireScenario(terms.getScenario());
        Fields.requireRange("deliverWithinNs", terms.getDeliverWithinNs(), 1, MAX_PERIOD_NS);
        Fields.requireRange("inspectionNs", terms.getInspectionNs(), 1, MAX_PERIOD_NS);
        requireWords(terms);
    }

    /** Whether an end lies ahead, and not too far. */
    void requireAhead(Turn turn, String field, long endNs) {
        Fields.requireRange(field, endNs, turn.timeNs() + 1, Math.addExact(turn.timeNs(), MAX_AHEAD_NS));
    }

    private static void requireWords(NegotiatedTerms terms) {
        requireText("purpose", terms.getPurpose(), MAX_PURPOSE_LENGTH);
        requireClauses(terms.getClauses(), utf8Length(terms.getPurpose()));
    }

    /** Whether clauses that the parties worded themselves fit beside so many bytes of other words. */
    static void requireClauses(List<BilingualText> clauses, long otherBytes) {
        Fields.requireRange("clauses", clauses.size(), 0, MAX_CLAUSES);
        long bytes = otherBytes;
        for (BilingualText clause : clauses) {
            requireText("clauses", clause, MAX_CLAUSE_LENGTH);
            if (clause.getZh().isEmpty() && clause.getEn().isEmpty()) {
                throw CommandRejected.because(RefusalCode.FIELD_INVALID, "clauses", 0);
            }
            bytes += utf8Length(clause);
        }
        Fields.requireRange("clauses", bytes, 0, MAX_WORDS_BYTES);
    }

    private static void requireText(String field, BilingualText text, int maxLength) {
        Fields.requireText(field, text.getZh(), 0, maxLength);
        Fields.requireText(field, text.getEn(), 0, maxLength);
    }

    private static long utf8Length(BilingualText text) {
        return (long) text.getZh().getBytes(StandardCharsets.UTF_8).length
                + text.getEn().getBytes(StandardCharsets.UTF_8).length;
    }
}
