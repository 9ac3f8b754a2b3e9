package io.shuheng.core.engine;

import io.shuheng.core.listing.Delist;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.GiveOpinion;
import io.shuheng.core.listing.ListProduct;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.listing.OpinionKind;
import io.shuheng.core.listing.OpinionResult;
import io.shuheng.core.listing.QualityFigures;
import io.shuheng.core.listing.ResumeListing;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.listing.SuspendListing;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.registration.ObjectionRuling;
import io.shuheng.core.registration.RecordObjection;
import io.shuheng.core.registration.RegistrationType;
import io.shuheng.core.registration.ResolveObjection;
import io.shuheng.core.registration.ReviewDecision;
import io.shuheng.core.registration.ReviewListing;
import java.time.Duration;
import java.util.List;

/** Takes a product of one provider from its submission to the market, and makes the commands of each step. */
public final class ListingWay {

    private final EngineFixture exchange;
    private final Enrolment.Member provider;
    private final Enrolment.Member assessor;
    private final String providerUscc;
    private int registrations;

    /** On that exchange, with a provider and an assessor that have nothing to do with each other. */
    public ListingWay(EngineFixture exchange, Enrolment enrolment) {
        this(exchange, enrolment, List.of(Role.PROVIDER, Role.REGISTRAR));
    }

    /** With a provider that has these roles. */
    public ListingWay(EngineFixture exchange, Enrolment enrolment, List<Role> providerRoles) {
        this.exchange = exchange;
        var application = enrolment.application().setRoles(providerRoles).build();
        this.providerUscc = application.getId();
        this.provider = enrolment.member(application);
        this.assessor = enrolment.member(Role.COMPLIANCE_ASSESSOR, Role.QUALITY_ASSESSOR);
    }

    /** Whose product it is; a registrar too, which it may not be in its own matter. */
    public Enrolment.Member provider() {
        return provider;
    }

    /** Who is engaged for opinions. */
    public Enrolment.Member assessor() {
        return assessor;
    }

    /** A descriptor of the provider's product, in order. */
    public ListingDescriptor.Builder descriptor(String productId) {
        return Descriptors.dataset(productId, providerUscc, assessor.number());
    }

    /** The name of the version that a descriptor describes. */
    public static Hash32 sm3(ListingDescriptor descriptor) {
        return new Hash32(ListingVersion.sm3(descriptor).bytes());
    }

    /** The provider hands in a descriptor. */
    public EngineFixture.Outcome submit(ListingDescriptor descriptor) {
        return submit(descriptor, 0, provider.key());
    }

    /** Somebody hands in a descriptor under a mandate. */
    public EngineFixture.Outcome submit(ListingDescriptor descriptor, long mandate, int key) {
        return exchange.submit(
                new SubmitListing(exchange.nextClientId(), exchange.notAfterNs(), mandate, descriptor), key);
    }

    /** Hands in a descriptor and returns the listing's number. */
    public long submitted(ListingDescriptor descriptor) {
        return submit(descriptor)
                .requireAccepted()
                .event(EventKind.LISTING_SUBMITTED)
                .getA();
    }

    /** Hands in, registers, assesses and lists. */
    public long listed(ListingDescriptor descriptor) {
        long listing = submitted(descriptor);
        register(listing, descriptor).requireAccepted();
        approve(listing, descriptor).requireAccepted();
        list(listing, descriptor).requireAccepted();
        return listing;
    }

    /** A registrar's officer decides. */
    public EngineFixture.Outcome review(long listing, ListingDescriptor descriptor, ReviewDecision decision) {
        return exchange.submit(reviewCommand(listing, descriptor, decision).build(), registrar());
    }

    /** A registrar's officer enters it in the register. */
    public EngineFixture.Outcome register(long listing, ListingDescriptor descriptor) {
        return review(listing, descriptor, ReviewDecision.REGISTER);
    }

    /** A decision in order. */
    public ReviewListing.Builder reviewCommand(long listing, ListingDescriptor descriptor, ReviewDecision decision) {
        boolean registers = decision == ReviewDecision.REGISTER;
        boolean first = descriptor.getSupersedes().equals(Descriptors.NONE);
        registrations++;
        return ReviewListing.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setListing(listing)
                .setListingVersionSm3(sm3(descriptor))
                .setDecision(decision)
                .setRegistrationType(first ? RegistrationType.INITIAL : RegistrationType.CHANGE)
                .setRegistrationNo(registers ? "REG-2026-" + provider.number() + "-" + registrations : "")
                .setCertificateSm3(registers ? EngineFixture.hash("certificate " + registrations) : Descriptors.NONE)
                .setReasonCode(registers ? "" : "INCOMPLETE");
    }

    /** The assessor approves, in force from now for 90 days. */
    public EngineFixture.Outcome approve(long listing, ListingDescriptor descriptor) {
        return exchange.submit(opinion(listing, descriptor).build(), assessor.key());
    }

    /** An approval, in force from now for 90 days. */
    public GiveOpinion.Builder opinion(long listing, ListingDescriptor descriptor) {
        return GiveOpinion.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setKind(OpinionKind.COMPLIANCE)
                .setListing(listing)
                .setListingVersionSm3(sm3(descriptor))
                .setResult(OpinionResult.APPROVED)
                .setDocumentSm3(EngineFixture.hash("opinion"))
                .setValidFromNs(exchange.timeNs())
                .setValidToNs(exchange.timeNs() + Duration.ofDays(90).toNanos())
                .setQuality(new QualityFigures(-1, -1, -1, -1, -1, -1));
    }

    /** An officer lists it. */
    public EngineFixture.Outcome list(long listing, ListingDescriptor descriptor) {
        return list(listing, descriptor, exchange.officerKey(Duty.MARKET));
    }

    /** Somebody lists it. */
    public EngineFixture.Outcome list(long listing, ListingDescriptor descriptor, int key) {
        return exchange.submit(
                new ListProduct(exchange.nextClientId(), exchange.notAfterNs(), listing, sm3(descriptor)), key);
    }

    /** The provider suspends it. */
    public EngineFixture.Outcome suspend(long listing) {
        return exchange.submit(
                new SuspendListing(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        listing,
                        ListingReason.PROVIDER_REQUEST,
                        Descriptors.NONE),
                provider.key());
    }

    /** A compliance officer suspends it. */
    public EngineFixture.Outcome suspendByOfficer(long listing) {
        return exchange.submit(
                new SuspendListing(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        listing,
                        ListingReason.COMPLIANCE,
                        EngineFixture.hash("order")),
                exchange.officerKey(Duty.COMPLIANCE));
    }

    /** The provider resumes it. */
    public EngineFixture.Outcome resume(long listing) {
        return exchange.submit(
                new ResumeListing(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        listing,
                        ListingReason.PROVIDER_REQUEST,
                        Descriptors.NONE),
                provider.key());
    }

    /** A compliance officer resumes it. */
    public EngineFixture.Outcome resumeByOfficer(long listing) {
        return exchange.submit(
                new ResumeListing(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        listing,
                        ListingReason.REMEDIED,
                        EngineFixture.hash("order")),
                exchange.officerKey(Duty.COMPLIANCE));
    }

    /** A compliance officer takes a step of its end. */
    public EngineFixture.Outcome delist(long listing, DelistingStep step, ListingReason reason) {
        return delist(listing, step, reason, exchange.officerKey(Duty.COMPLIANCE));
    }

    /** Somebody with a document takes a step of its end. */
    public EngineFixture.Outcome delist(long listing, DelistingStep step, ListingReason reason, int key) {
        return exchange.submit(
                new Delist(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        listing,
                        step,
                        reason,
                        reason == ListingReason.PROVIDER_REQUEST ? Descriptors.NONE : EngineFixture.hash("order")),
                key);
    }

    /** A registrar's officer enters an objection. */
    public EngineFixture.Outcome object(long listing) {
        return exchange.submit(
                new RecordObjection(
                        exchange.nextClientId(), exchange.notAfterNs(), listing, 0L, EngineFixture.hash("objection")),
                registrar());
    }

    /** A registrar's officer resolves an objection. */
    public EngineFixture.Outcome resolve(long listing, ObjectionRuling ruling) {
        return exchange.submit(
                new ResolveObjection(
                        exchange.nextClientId(), exchange.notAfterNs(), listing, ruling, EngineFixture.hash("ruling")),
                registrar());
    }

    private int registrar() {
        return exchange.officerKey(Duty.REGISTRAR);
    }
}
