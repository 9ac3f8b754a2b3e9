package io.shuheng.core.engine;

import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.NettingCycles;
import io.shuheng.core.contract.ContractRenderer;
import io.shuheng.core.listing.Listing;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.listing.Listings;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principals;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Board;
import io.shuheng.core.trading.Boards;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Instruments;
import io.shuheng.core.trading.LicenceSupply;
import io.shuheng.core.trading.ModeApproval;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.SettlementModel;
import io.shuheng.core.trading.SplitShare;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.book.Markets;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Opens boards and instruments: where is traded, and what. */
final class MarketDesk {

    private static final int MAX_TEXT_LENGTH = 128;
    private static final int MAX_SHARES = 32;
    private static final int ALL_BP = 10_000;
    private static final int MAX_TERM_DAYS = 36_500;
    private static final long MAX_INSPECTION_NS = Duration.ofDays(366).toNanos();
    private static final int LEAST_HOLDING_DAYS = 5;
    private static final int MOST_HOLDING_DAYS = 10_000;
    private static final int MOST_HOLDERS = 200;

    private final Boards boards;
    private final NettingCycles cycles;
    private final Instruments instruments;
    private final Listings listings;
    private final Participants participants;
    private final Principals principals;
    private final LicenceSupply supply;
    private final Markets markets;
    private final Timers timers;

    MarketDesk(ExchangeState state) {
        this.boards = state.boards;
        this.cycles = state.cycles;
        this.instruments = state.instruments;
        this.listings = state.listings;
        this.participants = state.participants;
        this.principals = state.principals;
        this.supply = state.supply;
        this.markets = state.markets;
        this.timers = state.timers;
    }

    void open(Dispatch dispatch) {
        dispatch.onTwoOfficers(OpenBoard.class, Duty.MARKET, this::openBoard);
        dispatch.on(OpenInstrument.class, this::openInstrument);
    }

    private void openBoard(Turn turn, OpenBoard command) {
        Fields.requireText("name", command.getName(), 1, MAX_TEXT_LENGTH);
        if (boards.isTaken(command.getName())) {
            throw CommandRejected.because(RefusalCode.DUPLICATE, "name", 0);
        }
        requireDistinct("modes", command.getModes(), 1);
        requireApprovals(command);
        boolean resale = command.getResaleAllowed();
        Fields.requireRange(
                "minimumHoldingDays",
                command.getMinimumHoldingDays(),
                resale ? LEAST_HOLDING_DAYS : 0,
                resale ? MOST_HOLDING_DAYS : 0);
        Fields.requireRange("maximumHolders", command.getMaximumHolders(), resale ? 1 : 0, resale ? MOST_HOLDERS : 0);
        Board board = boards.open(command);
        turn.event(EventKind.BOARD_OPENED, board.number(), Fields.place(board.settlementModel()), 0);
        if (board.settlementModel() == SettlementModel.NETTING) {
            NettingDesk.openCycle(turn, cycles, board.number());
        }
    }

    private static void requireApprovals(OpenBoard command) {
        Set<TradingMode> approved = new HashSet<>();
        for (ModeApproval approval : command.getApprovals()) {
            Fields.requireText("approvals", approval.getAuthority(), 1, MAX_TEXT_LENGTH);
            Fields.requireText("approvals", approval.getDocumentNumber(), 1, MAX_TEXT_LENGTH);
            Fields.requireText("approvals", approval.getScope(), 1, MAX_TEXT_LENGTH);
            Fields.requireHash("approvals", approval.getDocumentSm3());
            if (!command.getModes().contains(approval.getMode()) || !approved.add(approval.getMode())) {
                throw CommandRejected.because(RefusalCode.FIELD_INVALID, "approvals", Fields.place(approval.getMode()));
            }
        }
        for (TradingMode mode : command.getModes()) {
            if (Board.needsApproval(mode) && !approved.contains(mode)) {
                throw CommandRejected.because(RefusalCode.APPROVAL_MISSING, "approvals", Fields.place(mode));
            }
        }
    }

    private void openInstrument(Turn turn, OpenInstrument command) {
        long actor = turn.requireParticipant();
        Listing listing = listings.require(command.getListing());
        requireProvider(turn, actor, command, listing);
        ListingVersion version = listing.requireListed(Fields.hash(command.getListingVersionSm3()));
        listing.requireTradeable(version, turn.timeNs());
        ListingDescriptor descriptor = version.descriptor();
        requireSame("templateSm3", command.getTemplateSm3(), descriptor.getContractTemplateSm3());
        requireSame("usagePolicySm3", command.getUsagePolicySm3(), descriptor.getUsagePolicySm3());
        requireLicence(command, version);
        requireOffer(command, descriptor);
        Board board = boards.require("board", command.getBoard());
        require(board.settlementModel() == command.getSettlementModel(), "settlementModel", board.number());
        Fields.requireRange("priceTaxBp", command.getPriceTaxBp(), 0, Money.BASIS_POINTS);
        requireShares(command.getShares());
        instruments.requireRoom(command, version);
        Sm3Hash termsHash = Sm3Hash.of(Sm3.hash(turn.commandBytes()));
        Instrument instrument = instruments.open(termsHash, command, listing, version, board);
        turn.event(EventKind.INSTRUMENT_OPENED, instrument.number(), listing.number(), board.number());
        openMarket(turn, instrument);
    }

    private void openMarket(Turn turn, Instrument instrument) {
        long issuedLots = supply.issue(instrument);
        if (issuedLots > 0) {
            turn.event(EventKind.LICENCES_ISSUED, instrument.number(), instrument.provider(), issuedLots);
        }
        if (instrument.hasBook()) {
            markets.open(instrument);
            timers.set(instrument.version().descriptor().getValidToNs(), TimerKind.BOOK_END, instrument.number());
        }
    }

    /** The provider, or an agent with power LIST; where it lacks that, PRICE will do. */
    private void requireProvider(Turn turn, long actor, OpenInstrument command, Listing listing) {
        long principal;
        try {
            principal = principal(turn, actor, command, listing, Power.LIST);
        } catch (CommandRejected e) {
            if (e.code() != RefusalCode.MANDATE_SCOPE) {
                throw e;
            }
            principal = principal(turn, actor, command, listing, Power.PRICE);
        }
        if (principal != listing.provider()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "listing", listing.number());
        }
    }

    private long principal(Turn turn, long actor, OpenInstrument command, Listing listing, Power power) {
        return principals
                .require(actor, command.getMandate(), power, listing.number(), 0, turn.timeNs())
                .participant();
    }

    private static void requireLicence(OpenInstrument command, ListingVersion version) {
        ListingDescriptor descriptor = version.descriptor();
        requireDistinct("rights", command.getRights(), 1);
        require(descriptor.getRightsOffered().containsAll(command.getRights()), "rights", 0);
        require(command.getExclusive() == descriptor.getExclusive(), "exclusive", 0);
        if (command.getScenarios().isEmpty()) {
            throw CommandRejected.because(RefusalCode.SCENARIO_MISSING, "scenarios", 0);
        }
        requireDistinct("scenarios", command.getScenarios(), 1);
        command.getScenarios().forEach(scenario -> Listings.requireScenario(version, scenario));
        Fields.requireRange("rendererVersion", command.getRendererVersion(), 1, ContractRenderer.VERSION);
        Fields.requireRange("termDays", command.getTermDays(), 1, MAX_TERM_DAYS);
        Fields.requireRange("inspectionNs", command.getInspectionNs(), 1, MAX_INSPECTION_NS);
    }

    private static void requireOffer(OpenInstrument command, ListingDescriptor descriptor) {
        require(descriptor.getBoard() == command.getBoard(), "board", command.getBoard());
        Fields.requireRange("lotSize", command.getLotSize(), 1, Long.MAX_VALUE);
        require(command.getLotSize() % descriptor.getLotSize() == 0, "lotSize", command.getLotSize());
        require(
                descriptor.getSupplyKind() == command.getSupplyKind(),
                "supplyKind",
                Fields.place(command.getSupplyKind()));
        long least = switch (command.getSupplyKind()) {
            case LIMITED, EXCLUSIVE -> 1;
            case UNLIMITED -> 0;
        };
        Fields.requireRange("supplyLots", command.getSupplyLots(), least, descriptor.getSupplyLots());
        require(
                descriptor.getDeliveryModes().contains(command.getDeliveryMode()),
                "deliveryMode",
                Fields.place(command.getDeliveryMode()));
    }

    private void requireShares(List<SplitShare> shares) {
        Fields.requireRange("shares", shares.size(), 0, MAX_SHARES);
        Set<Long> holders = new HashSet<>();
        long sumBp = 0;
        for (SplitShare share : shares) {
            participants.requireActive("shares", share.getParticipant());
            require(holders.add(share.getParticipant()), "shares", share.getParticipant());
            require(share.getBasisPoints() >= 1, "shares", share.getBasisPoints());
            sumBp += share.getBasisPoints();
        }
        require(shares.isEmpty() || sumBp == ALL_BP, "shares", sumBp);
    }

    private static void requireSame(String field, Hash32 value, Hash32 listed) {
        require(value.equals(listed), field, 0);
    }

    private static void requireDistinct(String field, List<?> values, int least) {
        require(values.size() >= least && new HashSet<>(values).size() == values.size(), field, values.size());
    }

    private static void require(boolean holds, String field, long value) {
        if (!holds) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, field, value);
        }
    }
}
