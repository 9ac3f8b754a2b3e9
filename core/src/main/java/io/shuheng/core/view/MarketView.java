package io.shuheng.core.view;

import io.shuheng.core.clearing.FeeSchedule;
import io.shuheng.core.clearing.RevenueSplit;
import io.shuheng.core.clearing.Tax;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where is traded and what: boards, instruments, standing offers, licences sold. Boards are public; an instrument is seen
 * by those who see its product. Thread-safe; answers wait only while a group of records is being applied.
 */
public final class MarketView {

    /** An instrument as it now is. */
    private static final class Instrument {

        private final long number;
        private final Sm3Hash termsHash;
        private final OpenInstrument terms;
        private final Map<Long, Long> lotsByHolder = new HashMap<>();
        private long soldLots;
        private @Nullable OfferEntry offer;

        Instrument(long number, Sm3Hash termsHash, OpenInstrument terms) {
            this.number = number;
            this.termsHash = termsHash;
            this.terms = terms;
        }

        void move(long holder, long lots) {
            soldLots = Math.addExact(soldLots, lots);
            lotsByHolder.merge(holder, lots, Math::addExact);
        }

        InstrumentEntry toEntry() {
            return new InstrumentEntry(
                    number,
                    terms.getListing(),
                    hash(terms.getListingVersionSm3().bytes()),
                    terms.getBoard(),
                    termsHash,
                    terms.getRights(),
                    terms.getExclusive(),
                    terms.getScenarios(),
                    terms.getTermDays(),
                    terms.getLotSize(),
                    terms.getSupplyKind(),
                    terms.getSupplyLots(),
                    soldLots,
                    terms.getDeliveryMode(),
                    terms.getInspectionNs(),
                    terms.getSettlementModel(),
                    new Tax(terms.getPriceTaxBp(), terms.getPriceTaxMode()),
                    terms.getShares().stream()
                            .map(share -> new RevenueSplit.Share(share.getParticipant(), share.getBasisPoints()))
                            .toList(),
                    hash(terms.getTemplateSm3().bytes()),
                    terms.getRendererVersion(),
                    hash(terms.getUsagePolicySm3().bytes()),
                    Optional.ofNullable(offer));
        }
    }

    private final Stand stand;
    private final CatalogueView catalogue;
    private final List<BoardEntry> boards = new ArrayList<>();
    private final List<Instrument> instruments = new ArrayList<>();
    private final List<Trade> trades = new ArrayList<>();
    private final Set<Long> resales = new HashSet<>();
    private final Places byListing = new Places();

    MarketView(Stand stand, CatalogueView catalogue) {
        this.stand = stand;
        this.catalogue = catalogue;
    }

    /** The board with that number; empty where there is none. */
    public AsOf<Optional<BoardEntry>> board(long number) {
        return stand.ask(() ->
                number < 1 || number > boards.size() ? Optional.empty() : Optional.of(boards.get((int) number - 1)));
    }

    /** All boards, by number. */
    public Page<BoardEntry> boards(PageRequest request) {
        return stand.page(request, boards::size, place -> boards.get((int) place));
    }

    /** The instrument with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<InstrumentEntry>> instrument(Visibility visibility, long number) {
        return stand.ask(() -> find(number).flatMap(found -> Optional.ofNullable(seen(visibility, found))));
    }

    /** All instruments that the caller sees, by number. */
    public Page<InstrumentEntry> instruments(Visibility visibility, PageRequest request) {
        return stand.page(request, instruments::size, place -> seen(visibility, instruments.get((int) place)));
    }

    /** The instruments of one product, by number. */
    public Page<InstrumentEntry> instrumentsOf(Visibility visibility, long listing, PageRequest request) {
        return stand.page(
                request,
                () -> byListing.count(listing),
                index -> seen(visibility, instruments.get(byListing.place(listing, index))));
    }

    /** Lots of an instrument that a participant has bought and not given back; 0 where the caller does not see it. */
    public AsOf<Long> lotsHeld(Visibility visibility, long instrument, long holder) {
        return stand.ask(() -> visibility.seesAffairsOf(holder)
                ? find(instrument)
                        .map(found -> found.lotsByHolder.getOrDefault(holder, 0L))
                        .orElse(0L)
                : 0L);
    }

    void observe(ViewGroup group) {
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case BOARD_OPENED -> boards.add(board(event.a(), group.commandOf(OpenBoard.class)));
                case INSTRUMENT_OPENED -> opened(event, group);
                case OFFER_MADE -> offered(event, group);
                case RESALE_MADE -> resales.add(event.a());
                case LICENCES_FREED -> required(event.a()).move(event.b(), -event.c());
                case TRADE_UNWOUND -> {
                    Trade unwound = trades.get((int) event.b() - 1);
                    undone(unwound, unwound.getQuantityLots());
                }
                case TRADE_UNDONE -> undone(trades.get((int) event.a() - 1), event.c());
                default -> {}
            }
        }
        for (ViewGroup.Result result : group.results()) {
            if (result.value() instanceof Trade trade) {
                trades.add(trade);
                Instrument instrument = required(trade.getInstrument());
                instrument.move(trade.getBuyer(), trade.getQuantityLots());
                if (resales.contains(trade.getTrade())) {
                    instrument.move(trade.getSeller(), -trade.getQuantityLots());
                }
            }
        }
    }

    private void undone(Trade trade, long lots) {
        Instrument instrument = required(trade.getInstrument());
        instrument.move(trade.getBuyer(), -lots);
        if (resales.contains(trade.getTrade())) {
            instrument.move(trade.getSeller(), lots);
        }
    }

    /** Whether there is an instrument with that number. */
    boolean isThere(long number) {
        return find(number).isPresent();
    }

    /** Number of the provider of an instrument's product. */
    long providerOf(long instrument) {
        return catalogue.providerOf(required(instrument).terms.getListing());
    }

    /** Whether the caller sees an instrument. */
    boolean sees(Visibility visibility, long instrument) {
        return catalogue.sees(visibility, required(instrument).terms.getListing());
    }

    private @Nullable InstrumentEntry seen(Visibility visibility, Instrument instrument) {
        return catalogue.sees(visibility, instrument.terms.getListing()) ? instrument.toEntry() : null;
    }

    private static BoardEntry board(long number, OpenBoard terms) {
        return new BoardEntry(
                number,
                terms.getName(),
                terms.getModes(),
                terms.getApprovals().stream()
                        .map(approval -> new BoardEntry.Approval(
                                approval.getMode(),
                                approval.getAuthority(),
                                approval.getDocumentNumber(),
                                hash(approval.getDocumentSm3().bytes()),
                                approval.getScope()))
                        .toList(),
                terms.getSettlementModel(),
                terms.getSignedOrdersOnly(),
                terms.getResaleAllowed(),
                terms.getMinimumHoldingDays(),
                terms.getMaximumHolders(),
                FeeSchedule.of(terms.getFeeSchedule()));
    }

    private void opened(ViewEvent event, ViewGroup group) {
        byListing.add(event.b(), instruments.size());
        instruments.add(
                new Instrument(event.a(), hash(Sm3.hash(group.commandBytes())), group.commandOf(OpenInstrument.class)));
    }

    private void offered(ViewEvent event, ViewGroup group) {
        OfferFixedPrice terms = group.commandOf(OfferFixedPrice.class);
        required(event.a()).offer = new OfferEntry(
                event.a(),
                group.sequence(),
                event.b(),
                event.c(),
                terms.getPerBuyerCapLots(),
                terms.getMinimumLots(),
                terms.getValidToNs());
    }

    private Optional<Instrument> find(long number) {
        return number < 1 || number > instruments.size()
                ? Optional.empty()
                : Optional.of(instruments.get((int) number - 1));
    }

    private Instrument required(long number) {
        return find(number)
                .orElseThrow(() -> new IllegalStateException("instrument " + number + ": no record has brought it"));
    }

    private static Sm3Hash hash(byte[] bytes) {
        return Sm3Hash.of(bytes);
    }
}
