package io.shuheng.core.trading;

import io.shuheng.core.listing.Listing;
import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.crypto.Sm3Hash;
import java.util.Collections;
import java.util.List;

/**
 * What is traded: a licence to a product version with its rights, scenarios, term and lot, all bound by one hash. The
 * checks that orders need allocate nothing unless they refuse. State of the engine: for its thread alone.
 */
public final class Instrument {

    /** The ceiling of an instrument that has none. */
    public static final long NO_CEILING = Long.MAX_VALUE;

    private final long number;
    private final Sm3Hash termsHash;
    private final OpenInstrument terms;
    private final Listing listing;
    private final ListingVersion version;
    private final Board board;
    private final long ceilingPriceMicros;

    Instrument(
            long number,
            Sm3Hash termsHash,
            OpenInstrument terms,
            Listing listing,
            ListingVersion version,
            Board board) {
        this.number = number;
        this.termsHash = termsHash;
        this.terms = terms;
        this.listing = listing;
        this.version = version;
        this.board = board;
        this.ceilingPriceMicros = ceilingOf(version, terms.getLotSize());
    }

    /** The instrument's number, from 1. */
    public long number() {
        return number;
    }

    /** SM3 of the command that opened it; every order for it signs this. */
    public Sm3Hash termsHash() {
        return termsHash;
    }

    /** The command that opened it. Not to be changed. */
    public OpenInstrument terms() {
        return terms;
    }

    /** The listing of its product. */
    public Listing listing() {
        return listing;
    }

    /** The version of the listing that it binds. */
    public ListingVersion version() {
        return version;
    }

    /** Where it is traded. */
    public Board board() {
        return board;
    }

    /** Number of the participant who licenses it. */
    public long provider() {
        return listing.provider();
    }

    /** How many licences there may be. */
    public SupplyKind supplyKind() {
        return terms.getSupplyKind();
    }

    /** Licences to be issued: N for LIMITED, 1 for EXCLUSIVE, 0 for UNLIMITED. */
    public long supplyLots() {
        return terms.getSupplyLots();
    }

    /** Step of its prices, micro-yuan. */
    public long tickSizeMicros() {
        return version.descriptor().getTickSizeMicros();
    }

    /** Most that one lot may cost, micro-yuan: the filed ceiling of public data; {@link #NO_CEILING} where none is. */
    public long ceilingPriceMicros() {
        return ceilingPriceMicros;
    }

    /** How long a buyer may inspect before a delivery counts as accepted, nanoseconds. */
    public long inspectionNs() {
        return terms.getInspectionNs();
    }

    /** Who gets which part of the seller's money; empty where all is the provider's. */
    public List<SplitShare> shares() {
        return terms.getShares();
    }

    /** Whether the terms give a participant a part of the seller's money. */
    public boolean sharesName(long participant) {
        return terms.getShares().stream().anyMatch(share -> share.getParticipant() == participant);
    }

    /**
     * Requires that new orders may be taken now.
     *
     * @throws CommandRejected LISTING_NOT_LISTED, LISTING_VERSION_SUPERSEDED, LISTING_EXPIRED, LISTING_NO_OPINION,
     *     LISTING_OPINION_REFUSED or LISTING_OPINION_EXPIRED
     */
    public void requireTradeable(long timeNs) {
        listing.requireTradeable(version, timeNs);
    }

    /**
     * Whether it has a book: licences of a limited supply are fungible, and its board trades continuously or in call
     * auctions; those of an unlimited one have a posted book on a board that trades continuously. A single licence that
     * excludes all others has none.
     */
    public boolean hasBook() {
        return supplyKind() != SupplyKind.EXCLUSIVE && (board.has(TradingMode.CONTINUOUS) || hasCallAuctions());
    }

    /** Whether call auctions may be held in its book. */
    public boolean hasCallAuctions() {
        return supplyKind() == SupplyKind.LIMITED && board.has(TradingMode.CALL_AUCTION);
    }

    /** Whether nothing is taken from its supply, so that offers need no licences behind them and a sale leaves them. */
    public boolean isUnlimited() {
        return supplyKind() == SupplyKind.UNLIMITED;
    }

    /** Whether new orders will never be taken again: its listing ends, has ended, or has a newer version. */
    public boolean isOver(long timeNs) {
        return listing.isEnding()
                || listing.listed().filter(version::equals).isEmpty()
                || timeNs >= version.descriptor().getValidToNs();
    }

    /**
     * The gate "no scenario, no trade" (无场景不交易) for an order.
     *
     * @param scenario place of the declared scenario in the instrument's terms, from 0; below 0 where none is declared
     * @throws CommandRejected SCENARIO_MISSING or SCENARIO_NOT_ALLOWED, naming the field "scenario"
     */
    public void requireScenario(int scenario) {
        if (scenario < 0) {
            throw CommandRejected.because(RefusalCode.SCENARIO_MISSING, "scenario", scenario);
        }
        if (scenario >= terms.getScenarios().size()) {
            throw CommandRejected.because(RefusalCode.SCENARIO_NOT_ALLOWED, "scenario", scenario);
        }
    }

    /**
     * Requires that a price of one lot keeps to the filed ceiling.
     *
     * @throws CommandRejected PRICE_ABOVE_CEILING, naming the field "priceMicros"
     */
    public void requireWithinCeiling(long priceMicros) {
        if (priceMicros > ceilingPriceMicros) {
            throw CommandRejected.because(RefusalCode.PRICE_ABOVE_CEILING, "priceMicros", priceMicros);
        }
    }

    /** Whether a licence under these terms and one of this instrument could exclude one another. */
    boolean overlaps(OpenInstrument other) {
        return !Collections.disjoint(terms.getRights(), other.getRights())
                && !Collections.disjoint(terms.getScenarios(), other.getScenarios());
    }

    private static long ceilingOf(ListingVersion version, long lotSize) {
        long ceilingMicros = version.descriptor().getPublicDataAuthorisation().getCeilingPriceMicros();
        if (ceilingMicros == 0) {
            return NO_CEILING;
        }
        return Math.multiplyHigh(ceilingMicros, lotSize) == 0 && ceilingMicros * lotSize > 0
                ? ceilingMicros * lotSize
                : NO_CEILING;
    }

    void writeState(StateSink sink) {
        sink.record(terms);
        sink.number(version.number());
    }
}
