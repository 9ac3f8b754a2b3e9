package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.clearing.TaxMode;
import io.shuheng.core.contract.ContractRenderer;
import io.shuheng.core.listing.GiveOpinion;
import io.shuheng.core.listing.ListProduct;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.OpinionKind;
import io.shuheng.core.listing.OpinionResult;
import io.shuheng.core.listing.QualityFigures;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.registration.RegistrationType;
import io.shuheng.core.registration.ReviewDecision;
import io.shuheng.core.registration.ReviewListing;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.SettlementModel;
import io.shuheng.crypto.Sm3;
import io.shuheng.examples.exchangeday.catalogue.FileFacts;
import io.shuheng.examples.exchangeday.catalogue.Product;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Documents;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Setting;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A data set is registered and listed (登记、挂牌): the provider hands in its sheet, the assessor it engaged gives an opinion,
 * the register reviews it, a second registrar lists it, and the provider binds the terms to an instrument and makes its
 * offer. No compliance, no listing.
 */
public final class ListingChapter {

    private static final int PRICE_TAX_BP = 600;
    private static final int TERM_DAYS = 365;
    private static final Duration OPINION_HOLDS = Duration.ofDays(180);
    private static final Duration OFFER_HOLDS = Duration.ofDays(30);
    private static final Duration INSPECTION = Duration.ofDays(5);
    private static final int NOT_ASSESSED = -1;

    private final Setting setting;
    private final Documents documents;
    private final Officers officers;
    private final Members members;
    private final long board;

    /** After the members are there. */
    public ListingChapter(Setting setting, Floor floor, OfficersChapter.Opened opened, Members members) {
        this.setting = setting;
        this.documents = floor.documents();
        this.officers = opened.officers();
        this.members = members;
        this.board = opened.board();
    }

    /** Tells of one data set. Blocks. */
    public ListedProduct tell(Product product) {
        setting.narrator().chapter("listing.title", setting.narrator().pick(product.title()));
        FileFacts facts = FileFacts.of(setting.catalogue().content(product), product.format());
        setting.narrator().say("listing.facts", facts.records(), facts.fields().size(), facts.bytes());
        setting.narrator().line("SM3 " + facts.contentSm3());

        ListingDescriptor sheet = new ProductSheet(
                        documents,
                        board,
                        members.provider(),
                        members.assessor(),
                        setting.clock().nowNs())
                .fill(product, facts);
        Hash32 version = new Hash32(Sm3.hash(AvroBytes.encode(sheet)));
        long listing = register(product, sheet, version);
        ListedProduct listed = offer(product, facts, sheet, version, listing);
        setting.narrator()
                .note(
                        "listing.offered",
                        listed.instrument(),
                        Yuan.of(product.pricePerLotFen()),
                        setting.narrator().text("supply." + product.supply().kind()));
        return listed;
    }

    private long register(Product product, ListingDescriptor sheet, Hash32 version) {
        long listing = members.provider()
                .send(ids -> new SubmitListing(ids.clientId(), ids.notAfterNs(), 0L, sheet))
                .event(EventKind.LISTING_SUBMITTED)
                .getA();
        setting.narrator().note("listing.submitted", listing);
        members.assessor().send(ids -> opinion(ids, product, listing, version));
        setting.narrator().note("listing.opinion", OPINION_HOLDS.toDays());
        officers.registrar().send(ids -> registration(ids, product, listing, version));
        setting.narrator().note("listing.registered", registrationNo(product));
        officers.secondRegistrar().send(ids -> new ListProduct(ids.clientId(), ids.notAfterNs(), listing, version));
        setting.narrator().note("listing.listed");
        return listing;
    }

    private SpecificRecord opinion(Ids ids, Product product, long listing, Hash32 version) {
        Hash32 document = documents.write(
                "document.opinion",
                product.title().zh(),
                product.title().en(),
                version,
                product.licence().name());
        long nowNs = setting.clock().nowNs();
        return GiveOpinion.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setKind(OpinionKind.COMPLIANCE)
                .setListing(listing)
                .setListingVersionSm3(version)
                .setResult(OpinionResult.APPROVED)
                .setDocumentSm3(document)
                .setValidFromNs(nowNs)
                .setValidToNs(nowNs + OPINION_HOLDS.toNanos())
                .setQuality(QualityFigures.newBuilder()
                        .setCompletenessBp(NOT_ASSESSED)
                        .setAccuracyBp(NOT_ASSESSED)
                        .setConsistencyBp(NOT_ASSESSED)
                        .setTimelinessBp(NOT_ASSESSED)
                        .setUniquenessBp(NOT_ASSESSED)
                        .setValidityBp(NOT_ASSESSED)
                        .build())
                .build();
    }

    private SpecificRecord registration(Ids ids, Product product, long listing, Hash32 version) {
        Hash32 certificate = documents.write(
                "document.registration",
                registrationNo(product),
                product.title().zh(),
                product.title().en(),
                members.provider().company().legalName().zh(),
                members.provider().company().legalName().en());
        return ReviewListing.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setListing(listing)
                .setListingVersionSm3(version)
                .setDecision(ReviewDecision.REGISTER)
                .setRegistrationType(RegistrationType.INITIAL)
                .setRegistrationNo(registrationNo(product))
                .setCertificateSm3(certificate)
                .setReasonCode("")
                .build();
    }

    private static String registrationNo(Product product) {
        return "SH-DEMO-" + product.id();
    }

    private ListedProduct offer(
            Product product, FileFacts facts, ListingDescriptor sheet, Hash32 version, long listing) {
        long instrument = members.provider()
                .send(ids -> instrument(ids, sheet, version, listing))
                .event(EventKind.INSTRUMENT_OPENED)
                .getA();
        ListedProduct listed = new ListedProduct(product, facts, listing, instrument, 0);
        long priceVersion = members.provider()
                .send(ids -> standingOffer(ids, listed))
                .event(EventKind.OFFER_MADE)
                .getB();
        return new ListedProduct(product, facts, listing, instrument, priceVersion);
    }

    private SpecificRecord instrument(Ids ids, ListingDescriptor sheet, Hash32 version, long listing) {
        return OpenInstrument.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setMandate(0)
                .setListing(listing)
                .setListingVersionSm3(version)
                .setTemplateSm3(sheet.getContractTemplateSm3())
                .setRendererVersion(ContractRenderer.VERSION)
                .setUsagePolicySm3(sheet.getUsagePolicySm3())
                .setRights(sheet.getRightsOffered())
                .setExclusive(sheet.getExclusive())
                .setScenarios(sheet.getAllowedScenarios())
                .setTermDays(TERM_DAYS)
                .setLotSize(sheet.getLotSize())
                .setBoard(board)
                .setSupplyKind(sheet.getSupplyKind())
                .setSupplyLots(sheet.getSupplyLots())
                .setInspectionNs(INSPECTION.toNanos())
                .setDeliveryMode(sheet.getDeliveryModes().get(0))
                .setSettlementModel(SettlementModel.GROSS)
                .setPriceTaxBp(PRICE_TAX_BP)
                .setPriceTaxMode(TaxMode.INCLUSIVE)
                .setShares(List.of())
                .build();
    }

    private SpecificRecord standingOffer(Ids ids, ListedProduct listed) {
        return OfferFixedPrice.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setMandate(0)
                .setInstrument(listed.instrument())
                .setPriceMicros(listed.priceMicros())
                .setPerBuyerCapLots(1)
                .setMinimumLots(1)
                .setValidToNs(setting.clock().nowNs() + OFFER_HOLDS.toNanos())
                .build();
    }
}
