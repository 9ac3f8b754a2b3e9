package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.clearing.TaxMode;
import io.shuheng.core.contract.ContractRenderer;
import io.shuheng.core.listing.DataRight;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.SplitShare;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.catalogue.BoardKind;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Setting;
import java.time.Duration;
import java.util.List;

/** Binds the terms of a licence to an instrument and offers it at a fixed price. For one thread; each step blocks. */
public final class OfferDesk {

    private static final int PRICE_TAX_BP = 600;
    private static final Duration OFFER_HOLDS = Duration.ofDays(30);
    private static final Duration INSPECTION = Duration.ofDays(5);
    private static final int CAP_LOTS = 2;

    private final Setting setting;

    /** In that setting. */
    public OfferDesk(Setting setting) {
        this.setting = setting;
    }

    /**
     * Who offers, in whose name, and who gets a part.
     *
     * @param by who sends the commands
     * @param mandate number of the mandate it acts under, 0 where it acts for itself
     * @param shares parts of the proceeds, empty where all is the provider's
     */
    public record Seller(Member by, long mandate, List<SplitShare> shares) {

        /** Copies the list. */
        public Seller {
            shares = List.copyOf(shares);
        }

        /** The provider itself. */
        public static Seller itself(Member provider) {
            return new Seller(provider, 0, List.of());
        }
    }

    /** The provider itself opens the instrument and offers it at the catalogue's price. */
    public ListedProduct offer(RegisteredProduct registered) {
        return offer(registered, Seller.itself(registered.provider()));
    }

    /** Opens the instrument and offers it at the catalogue's price; in a continuous book, orders make the price. */
    public ListedProduct offer(RegisteredProduct registered, Seller seller) {
        long instrument = seller.by()
                .send(ids -> instrument(ids, registered, seller).build())
                .event(EventKind.INSTRUMENT_OPENED)
                .getA();
        ListedProduct listed = new ListedProduct(registered, instrument, 0);
        return registered.product().board() == BoardKind.CONTINUOUS
                ? listed
                : price(listed, seller, registered.product().priceMicros());
    }

    /** Offers at another price, under the next price version. */
    public ListedProduct price(ListedProduct listed, Seller seller, long priceMicros) {
        long priceVersion = seller.by()
                .send(ids -> standingOffer(ids, listed, seller, priceMicros).build())
                .event(EventKind.OFFER_MADE)
                .getB();
        return listed.withPriceVersion(priceVersion);
    }

    /** The command that opens the instrument. */
    public OpenInstrument.Builder instrument(Ids ids, RegisteredProduct registered, Seller seller) {
        ListingDescriptor sheet = registered.sheet();
        return OpenInstrument.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setMandate(seller.mandate())
                .setListing(registered.listing())
                .setListingVersionSm3(registered.version())
                .setTemplateSm3(sheet.getContractTemplateSm3())
                .setRendererVersion(ContractRenderer.VERSION)
                .setUsagePolicySm3(sheet.getUsagePolicySm3())
                .setRights(registered.product().rights().stream()
                        .map(DataRight::valueOf)
                        .toList())
                .setExclusive(sheet.getExclusive())
                .setScenarios(sheet.getAllowedScenarios())
                .setTermDays(registered.product().termDays())
                .setLotSize(sheet.getLotSize())
                .setBoard(sheet.getBoard())
                .setSupplyKind(sheet.getSupplyKind())
                .setSupplyLots(sheet.getSupplyLots())
                .setInspectionNs(INSPECTION.toNanos())
                .setDeliveryMode(sheet.getDeliveryModes().get(0))
                .setSettlementModel(Boards.settlement(registered.product().board()))
                .setPriceTaxBp(PRICE_TAX_BP)
                .setPriceTaxMode(TaxMode.INCLUSIVE)
                .setShares(seller.shares());
    }

    /** The command that offers. */
    public OfferFixedPrice.Builder standingOffer(Ids ids, ListedProduct listed, Seller seller, long priceMicros) {
        return OfferFixedPrice.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setMandate(seller.mandate())
                .setInstrument(listed.instrument())
                .setPriceMicros(priceMicros)
                .setPerBuyerCapLots(CAP_LOTS)
                .setMinimumLots(1)
                .setValidToNs(setting.clock().nowNs() + OFFER_HOLDS.toNanos());
    }
}
