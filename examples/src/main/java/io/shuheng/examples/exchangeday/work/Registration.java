package io.shuheng.examples.exchangeday.work;

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
import io.shuheng.crypto.Sm3;
import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.cast.Officers;
import io.shuheng.examples.exchangeday.catalogue.FileFacts;
import io.shuheng.examples.exchangeday.catalogue.Product;
import io.shuheng.examples.exchangeday.stage.Documents;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Setting;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;

/**
 * Takes a data set onto the market (登记、挂牌), step by step: the provider hands in its sheet, the assessor it engaged
 * gives an opinion, a registrar reviews it, a second one lists it. For one thread; each step blocks.
 */
public final class Registration {

    /** How long an opinion is in force. */
    public static final Duration OPINION_HOLDS = Duration.ofDays(180);

    private static final int NOT_ASSESSED = -1;

    private final Setting setting;
    private final Documents documents;
    private final Officers officers;
    private final Members members;
    private final ProductSheet sheets;

    /** For the members and officers of the day, on its boards. */
    public Registration(Setting setting, Documents documents, Officers officers, Members members, Boards boards) {
        this.setting = setting;
        this.documents = documents;
        this.officers = officers;
        this.members = members;
        this.sheets = new ProductSheet(documents, boards, members.of(Company.ASSESSOR), members.of(Company.BROKER));
    }

    /** All steps, one after the other. */
    public RegisteredProduct pass(Product product) {
        RegisteredProduct submitted = submit(product);
        assess(submitted);
        review(submitted);
        list(submitted);
        return submitted;
    }

    /** The member that offers a product. */
    public Member provider(Product product) {
        return members.of(Company.ofFolder(product.provider()));
    }

    /** What the provider declares of a product, filled from its file. */
    public ListingDescriptor.Builder sheet(Product product, FileFacts facts) {
        return sheets.fill(product, facts, provider(product), setting.clock().nowNs());
    }

    /** What a product's file says of itself. */
    public FileFacts facts(Product product) {
        return FileFacts.of(setting.catalogue().content(product), product.format());
    }

    /** The provider hands in its sheet. */
    public RegisteredProduct submit(Product product) {
        FileFacts facts = facts(product);
        ListingDescriptor sheet = sheet(product, facts).build();
        Member provider = provider(product);
        long listing = provider.send(ids -> new SubmitListing(ids.clientId(), ids.notAfterNs(), 0L, sheet))
                .event(EventKind.LISTING_SUBMITTED)
                .getA();
        Hash32 version = new Hash32(Sm3.hash(AvroBytes.encode(sheet)));
        return new RegisteredProduct(product, facts, provider, sheet, version, listing);
    }

    /** The assessor approves, from now on. */
    public void assess(RegisteredProduct submitted) {
        assess(submitted, setting.clock().nowNs(), OPINION_HOLDS);
    }

    /** The assessor approves for a span that begins at any time, nanoseconds since 1970. */
    public void assess(RegisteredProduct submitted, long fromNs, Duration span) {
        Product product = submitted.product();
        Hash32 document = documents.write(
                product.isOnPersons() ? "document.opinionOnPersons" : "document.opinion",
                product.title().zh(),
                product.title().en(),
                submitted.version(),
                product.licence().name());
        members.of(Company.ASSESSOR)
                .send(ids -> GiveOpinion.newBuilder()
                        .setClientId(ids.clientId())
                        .setNotAfterNs(ids.notAfterNs())
                        .setKind(OpinionKind.COMPLIANCE)
                        .setListing(submitted.listing())
                        .setListingVersionSm3(submitted.version())
                        .setResult(OpinionResult.APPROVED)
                        .setDocumentSm3(document)
                        .setValidFromNs(fromNs)
                        .setValidToNs(fromNs + span.toNanos())
                        .setQuality(notAssessed())
                        .build());
    }

    private static QualityFigures notAssessed() {
        return QualityFigures.newBuilder()
                .setCompletenessBp(NOT_ASSESSED)
                .setAccuracyBp(NOT_ASSESSED)
                .setConsistencyBp(NOT_ASSESSED)
                .setTimelinessBp(NOT_ASSESSED)
                .setUniquenessBp(NOT_ASSESSED)
                .setValidityBp(NOT_ASSESSED)
                .build();
    }

    /** A registrar enters it in the register. */
    public void review(RegisteredProduct submitted) {
        Product product = submitted.product();
        Hash32 certificate = documents.write(
                "document.registration",
                submitted.registrationNo(),
                product.title().zh(),
                product.title().en(),
                submitted.provider().company().legalName().zh(),
                submitted.provider().company().legalName().en());
        officers.registrar()
                .send(ids -> ReviewListing.newBuilder()
                        .setClientId(ids.clientId())
                        .setNotAfterNs(ids.notAfterNs())
                        .setListing(submitted.listing())
                        .setListingVersionSm3(submitted.version())
                        .setDecision(ReviewDecision.REGISTER)
                        .setRegistrationType(RegistrationType.INITIAL)
                        .setRegistrationNo(submitted.registrationNo())
                        .setCertificateSm3(certificate)
                        .setReasonCode("")
                        .build());
    }

    /** A second registrar lists it. */
    public void list(RegisteredProduct registered) {
        officers.secondRegistrar().send(ids -> listing(ids, registered));
    }

    /** The command that lists it, whoever sends it. */
    public static SpecificRecord listing(Ids ids, RegisteredProduct registered) {
        return new ListProduct(ids.clientId(), ids.notAfterNs(), registered.listing(), registered.version());
    }
}
