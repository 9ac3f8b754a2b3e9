package io.shuheng.core.engine;

import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.auction.AwardRule;
import io.shuheng.core.trading.auction.OpenSealedAuction;
import io.shuheng.core.trading.auction.RevealBid;
import io.shuheng.core.trading.auction.SealedAuction;
import io.shuheng.core.trading.book.OrderCosts;
import io.shuheng.crypto.Sm3Hash;
import java.time.Duration;

/** What a sealed-bid auction and a bid in it must say. Changes nothing; each rule throws CommandRejected. */
final class SealedAuctionForm {

    private static final long MAX_AHEAD_NS = Duration.ofDays(366).toNanos();
    private static final String PRICE = "priceMicros";

    private final ExchangeState state;

    SealedAuctionForm(ExchangeState state) {
        this.state = state;
    }

    /** Each time lies behind the one before. */
    void requireTimes(Turn turn, OpenSealedAuction command) {
        long latestNs = Math.addExact(turn.timeNs(), MAX_AHEAD_NS);
        Fields.requireRange("opensNs", command.getOpensNs(), turn.timeNs() + 1, latestNs);
        Fields.requireRange("closesNs", command.getClosesNs(), command.getOpensNs() + 1, latestNs);
        Fields.requireRange("revealByNs", command.getRevealByNs(), command.getClosesNs() + 1, latestNs);
        boolean samples = command.getAwardRule() == AwardRule.RANDOM_SAMPLING;
        Fields.requireRange(
                "seedByNs", command.getSeedByNs(), samples ? command.getRevealByNs() + 1 : 0, samples ? latestNs : 0);
    }

    /** Lots out of the provider's free inventory; none of a supply without limit, which only random sampling sells. */
    void requireSupply(OpenSealedAuction command, Instrument instrument) {
        boolean samples = command.getAwardRule() == AwardRule.RANDOM_SAMPLING;
        if (samples != (instrument.supplyKind() == SupplyKind.UNLIMITED)) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "awardRule", Fields.place(command.getAwardRule()));
        }
        Fields.requireRange(
                "lots", command.getLots(), samples ? 0 : 1, samples ? 0 : LimitOrderGates.MAX_QUANTITY_LOTS);
        if (!samples) {
            state.supply.requireFree(instrument.number(), instrument.provider(), command.getLots());
        }
    }

    /** A reserve is open or hidden, never both; random sampling has none, for its price is what the bids make it. */
    void requireReserve(OpenSealedAuction command, Instrument instrument) {
        Sm3Hash hidden = Fields.hash(command.getReserveSm3());
        boolean isHidden = !hidden.equals(Sm3Hash.ZERO);
        if (command.getAwardRule() == AwardRule.RANDOM_SAMPLING) {
            Fields.requireRange("reservePriceMicros", command.getReservePriceMicros(), 0, 0);
            Fields.requireRange("reserveSm3", isHidden ? 1 : 0, 0, 0);
        } else if (isHidden) {
            Fields.requireRange("reservePriceMicros", command.getReservePriceMicros(), 0, 0);
        } else {
            Fields.requireRange(
                    "reservePriceMicros", command.getReservePriceMicros(), 1, LimitOrderGates.MAX_PRICE_MICROS);
            requireGrid("reservePriceMicros", command.getReservePriceMicros(), instrument);
        }
    }

    /** A bid that may be made in an auction. */
    void requireBid(RevealBid command, SealedAuction sealed, Instrument instrument) {
        requirePrice(command.getPriceMicros(), instrument);
        Fields.requireRange(
                "quantityLots", command.getQuantityLots(), 1, sealed.samples() ? 1 : LimitOrderGates.MAX_QUANTITY_LOTS);
        instrument.requireScenario(command.getScenario());
    }

    /** A price of one lot, in whole fen and ticks. */
    void requirePrice(long priceMicros, Instrument instrument) {
        Fields.requireRange(PRICE, priceMicros, 1, LimitOrderGates.MAX_PRICE_MICROS);
        requireGrid(PRICE, priceMicros, instrument);
        instrument.requireWithinCeiling(priceMicros);
    }

    private static void requireGrid(String field, long priceMicros, Instrument instrument) {
        if (priceMicros % instrument.tickSizeMicros() != 0) {
            throw CommandRejected.because(RefusalCode.PRICE_OFF_TICK, field, priceMicros);
        }
        if (priceMicros % OrderCosts.PRICE_STEP_MICROS != 0) {
            throw CommandRejected.because(RefusalCode.PRICE_NOT_WHOLE_FEN, field, priceMicros);
        }
    }
}
