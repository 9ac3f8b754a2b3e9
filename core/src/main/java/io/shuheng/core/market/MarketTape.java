package io.shuheng.core.market;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.view.BoardEntry;
import io.shuheng.core.view.BookView;
import io.shuheng.core.view.InstrumentEntry;
import io.shuheng.core.view.ListingAudience;
import io.shuheng.core.view.ListingEntry;
import io.shuheng.core.view.MarketModel;
import io.shuheng.core.view.ViewEvent;
import io.shuheng.core.view.ViewGroup;
import io.shuheng.core.view.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Market data computed from the records of a ledger: a pure function of them, so an auditor who feeds it with the files gets
 * every update that readers of the exchange got, number by number. An exchange's own feed is {@link MarketData}.
 *
 * <p>For one thread. What it keeps grows with instruments, open orders, auctions and trades, by a few hundred bytes each.
 */
public final class MarketTape {

    /** Most levels of a side that can be followed. */
    public static final int MAX_LEVELS = BookView.MAX_LEVELS;

    /** Gets what the tape tells, on the thread that feeds it. */
    public interface Listener {

        /** The next update. Of one group those of boards come first, then those of instruments, each by number. */
        void onUpdate(MarketMessage.Update update);

        /** A listed version of a product may have changed who sees it and its instruments. Behind the group's updates. */
        default void onAudience(long listing) {}

        /** The ledger goes on otherwise from here, see {@link MarketSnapshot#branchSequence}. Behind the group's updates. */
        default void onBranch(long branchSequence) {}
    }

    /** Sees every market and nobody's affairs. */
    private static final Visibility ANONYMOUS = new Visibility() {
        @Override
        public boolean seesAffairsOf(long participant) {
            return false;
        }

        @Override
        public boolean isAmong(ListingAudience audience) {
            return true;
        }
    };

    /** What a group of records has touched, each in the order of numbers. */
    private static final class Touched {

        private final TreeSet<Long> instruments = new TreeSet<>();
        private final TreeSet<Long> auctions = new TreeSet<>();
        private final TreeSet<Long> listings = new TreeSet<>();
        private final TreeSet<Long> audiences = new TreeSet<>();
        private boolean branch;

        void clear() {
            instruments.clear();
            auctions.clear();
            listings.clear();
            audiences.clear();
            branch = false;
        }
    }

    private final int levels;
    private final Listener listener;
    private final MarketModel model;
    private final AuctionPictures auctions;
    private final GroupTrades trades;
    private final BoardTapes boards;
    private final List<InstrumentTape> instruments = new ArrayList<>();
    private final Map<Long, List<Long>> byListing = new HashMap<>();
    private final Touched touched = new Touched();
    private long sequence = -1;
    private long timeNs;
    private long branchSequence = -1;

    /**
     * Before the first record of a ledger under those rules.
     *
     * @param levels levels of each side of a book that are followed, 1..{@value #MAX_LEVELS}
     * @throws IllegalArgumentException where that is out of range
     */
    public MarketTape(RecordCatalogue kinds, int levels, Listener listener) {
        if (levels < 1 || levels > MAX_LEVELS) {
            throw new IllegalArgumentException("levels " + levels + ": not in 1.." + MAX_LEVELS);
        }
        this.levels = levels;
        this.listener = listener;
        this.model = new MarketModel(kinds, this::observe);
        this.auctions = new AuctionPictures(model, ANONYMOUS);
        this.trades = new GroupTrades(auctions::entry);
        this.boards = new BoardTapes(model);
    }

    /**
     * Takes the next record. What it changes is told with the last one of its group.
     *
     * @param bytes holds the record, header first
     * @throws RecordFormatException where it is not the next record, or not what the format says
     * @throws IllegalStateException where it names what no record before it has brought
     */
    public void accept(byte[] bytes, int offset, int length) {
        model.accept(bytes, offset, length);
    }

    /** Ledger sequence of the last record that was told of; -1 before the first. */
    public long sequence() {
        return sequence;
    }

    /** How many instruments there are; their numbers are 1 to that. */
    public int instruments() {
        return instruments.size();
    }

    /** The market of an instrument as it stands now; empty where there is no such instrument. */
    public Optional<MarketSnapshot> snapshot(long instrument) {
        if (instrument < 1 || instrument > instruments.size()) {
            return Optional.empty();
        }
        InstrumentTape tape = tape(instrument);
        BoardUpdate board = boards.last(tape.instrument().board());
        return Optional.of(tape.snapshot(board, sequence, timeNs, branchSequence, levels));
    }

    /** Whether the caller sees an instrument, as in the read model. */
    public boolean sees(Visibility visibility, long instrument) {
        return model.market().instrument(visibility, instrument).value().isPresent();
    }

    /** Numbers of the instruments of a product. */
    List<Long> instrumentsOf(long listing) {
        return byListing.getOrDefault(listing, List.of());
    }

    private void observe(ViewGroup group) {
        sequence = group.lastSequence();
        timeNs = group.timeNs();
        touched.clear();
        group.events().forEach(event -> note(event, group));
        trades.of(group).forEach(made -> touch(made.instrument()).traded(made.trade()));
        touched.auctions.forEach(this::auctionTouched);
        touched.listings.forEach(listing -> instrumentsOf(listing).forEach(this::statusTouched));
        for (long instrument : model.changedBooks()) {
            touch(instrument)
                    .depth(known(
                            model.book().depth(ANONYMOUS, instrument, levels).value()));
        }
        tell();
    }

    private void note(ViewEvent event, ViewGroup group) {
        boards.note(event);
        switch (event.kind()) {
            case INSTRUMENT_OPENED -> opened(event.a());
            case OFFER_MADE -> touch(event.a()).offer(known(entry(event.a()).offer()));
            case LISTING_STATE, LISTING_RECALLED -> touched.listings.add(event.a());
            case LISTING_VERSION_LISTED -> {
                touched.listings.add(event.a());
                touched.audiences.add(event.a());
            }
            case TRADING_PHASE_SET -> {
                if (event.b() != 0) {
                    statusTouched(event.b());
                }
            }
            case REFERENCE_PRICE_SET -> touch(event.a()).refer(event.b());
            case AUCTION_SCHEDULED,
                    AUCTION_MOVED,
                    AUCTION_INDICATION,
                    AUCTION_IMBALANCE,
                    AUCTION_ACCEPTS_ONLY,
                    AUCTION_PRICED,
                    AUCTION_TIMES,
                    AUCTION_BID,
                    AUCTION_EXTENDED,
                    AUCTION_ALSO_SEEKS,
                    AUCTION_SOLD,
                    BID_COMMITTED,
                    BID_REVEALED,
                    RESERVE_REVEALED,
                    OFFER_COMMITTED,
                    OFFER_REVEALED,
                    AWARD_DECIDED -> touched.auctions.add(event.a());
            case EPOCH_BEGUN, DATA_LOSS_ACCEPTED -> {
                branchSequence = group.sequence();
                touched.branch = true;
            }
            default -> {}
        }
    }

    private void auctionTouched(long number) {
        PublicAuction auction = auctions.of(number);
        auctions.instrumentsOf(number).forEach(instrument -> touch(instrument).auction(auction));
    }

    private void statusTouched(long instrument) {
        InstrumentTape tape = touch(instrument);
        tape.status(status(tape.instrument()));
    }

    private void tell() {
        boards.tell(sequence, timeNs, listener::onUpdate);
        for (long instrument : touched.instruments) {
            MarketUpdate update = tape(instrument).next(sequence, timeNs);
            if (update != null) {
                listener.onUpdate(update);
            }
        }
        touched.audiences.forEach(listener::onAudience);
        if (touched.branch) {
            listener.onBranch(branchSequence);
        }
    }

    /** It is opened for the version that is listed then. */
    private void opened(long number) {
        InstrumentEntry entry = entry(number);
        BoardEntry board = known(model.market().board(entry.board()).value());
        MarketInstrument instrument = new MarketInstrument(
                number,
                entry.listing(),
                entry.listingVersionSm3(),
                listing(entry.listing()).version().validToNs(),
                board.number(),
                board.name(),
                board.modes(),
                board.approvals(),
                entry.supplyKind(),
                entry.lotSize());
        instruments.add(new InstrumentTape(instrument, status(instrument)));
        byListing
                .computeIfAbsent(instrument.listing(), listing -> new ArrayList<>())
                .add(number);
        touch(number);
    }

    private InstrumentEntry entry(long instrument) {
        return known(model.market().instrument(ANONYMOUS, instrument).value());
    }

    private InstrumentTape touch(long instrument) {
        touched.instruments.add(instrument);
        return tape(instrument);
    }

    private MarketStatus status(MarketInstrument instrument) {
        ListingEntry listing = listing(instrument.listing());
        return new MarketStatus(
                boards.ofInstrument(instrument.number()),
                listing.state(),
                !listing.version().sm3().equals(instrument.listingVersionSm3()),
                listing.recalled());
    }

    private ListingEntry listing(long number) {
        return known(model.catalogue().listing(ANONYMOUS, number).value());
    }

    private InstrumentTape tape(long instrument) {
        if (instrument < 1 || instrument > instruments.size()) {
            throw new IllegalStateException("instrument " + instrument + ": no record has brought it");
        }
        return instruments.get((int) instrument - 1);
    }

    private static <T> T known(Optional<T> found) {
        return found.orElseThrow(() -> new IllegalStateException("an event names what no record has brought"));
    }
}
