package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.ListingState;
import io.shuheng.core.listing.OpinionResult;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.registration.RegistrationType;
import io.shuheng.core.registration.ReviewDecision;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingGateTest {

    private final EngineFixture exchange = new EngineFixture();
    private final Enrolment enrolment = new Enrolment(exchange);
    private final ListingWay way = new ListingWay(exchange, enrolment);
    private final ListingDescriptor descriptor = way.descriptor("weather").build();

    @Test
    void takesAProductFromItsSubmissionToTheMarket() {
        EngineFixture.Outcome submitted = way.submit(descriptor).requireAccepted();
        Event step = submitted.event(EventKind.LISTING_STATE);
        assertThat(step.getB()).isEqualTo(ListingState.DRAFT.number());
        assertThat(step.getC()).isEqualTo(ListingState.SUBMITTED.number());
        way.register(1, descriptor).requireAccepted();
        assertThat(way.approve(1, descriptor).event(EventKind.OPINION_GIVEN).getA())
                .isEqualTo(1);
        EngineFixture.Outcome listed = way.list(1, descriptor).requireAccepted();
        assertThat(listed.event(EventKind.LISTING_VERSION_LISTED))
                .isEqualTo(new Event(EventKind.LISTING_VERSION_LISTED.number(), 1L, 1L, 1L));
        exchange.requireEqualReplay();
    }

    @Test
    void refusesToListWithoutAnOpinion() {
        long listing = registered();
        way.list(listing, descriptor).requireRefused(RefusalCode.LISTING_NO_OPINION);
    }

    @Test
    void refusesToListUnderAnExpiredOpinion() {
        long listing = registered();
        way.approve(listing, descriptor).requireAccepted();
        exchange.advance(Duration.ofDays(90));
        way.list(listing, descriptor).requireRefused(RefusalCode.LISTING_OPINION_EXPIRED);
    }

    @Test
    void refusesToListUnderAnOpinionThatIsNotYetInForce() {
        long listing = registered();
        exchange.submit(
                        way.opinion(listing, descriptor)
                                .setValidFromNs(exchange.timeNs() + 1)
                                .build(),
                        way.assessor().key())
                .requireAccepted();
        way.list(listing, descriptor).requireRefused(RefusalCode.LISTING_OPINION_EXPIRED);
        exchange.advance(Duration.ofNanos(1));
        way.list(listing, descriptor).requireAccepted();
    }

    @Test
    void refusesToListWhatTheAssessorRefuses() {
        long listing = registered();
        exchange.submit(
                        way.opinion(listing, descriptor)
                                .setResult(OpinionResult.REFUSED)
                                .build(),
                        way.assessor().key())
                .requireAccepted();
        way.list(listing, descriptor).requireRefused(RefusalCode.LISTING_OPINION_REFUSED);
        way.approve(listing, descriptor).requireAccepted();
        way.list(listing, descriptor).requireAccepted();
    }

    @Test
    void refusesAnOpinionOfAnAssessorWhomTheProviderOwns() {
        var application = enrolment
                .application()
                .setRoles(List.of(Role.COMPLIANCE_ASSESSOR))
                .setAffiliates(List.of(
                        new OrganisationId(IdKind.USCC, descriptor.getProvider().getId())))
                .build();
        Enrolment.Member affiliate = enrolment.member(application);
        ListingDescriptor engaging = way.descriptor("owned")
                .setComplianceAssessor(affiliate.number())
                .build();
        long listing = way.submitted(engaging);
        way.register(listing, engaging).requireAccepted();
        exchange.submit(way.opinion(listing, engaging).build(), affiliate.key())
                .requireRefused(RefusalCode.ASSESSOR_AFFILIATED);
        way.list(listing, engaging).requireRefused(RefusalCode.LISTING_NO_OPINION);
    }

    @Test
    void refusesAnOpinionOfAnAssessorWhomTheListingDoesNotEngage() {
        Enrolment.Member other = enrolment.member(Role.COMPLIANCE_ASSESSOR);
        long listing = registered();
        exchange.submit(way.opinion(listing, descriptor).build(), other.key())
                .requireRefused(RefusalCode.ASSESSOR_NOT_ENGAGED);
    }

    @Test
    void refusesAnOpinionOnAnotherVersion() {
        long listing = registered();
        ListingDescriptor other = way.descriptor("other").build();
        exchange.submit(way.opinion(listing, other).build(), way.assessor().key())
                .requireRefused(RefusalCode.LISTING_VERSION_SUPERSEDED);
    }

    @Test
    void refusesTheSubmitterAsReviewerAndAsApprover() {
        long listing = way.submitted(descriptor);
        exchange.submit(
                        way.reviewCommand(listing, descriptor, ReviewDecision.REGISTER)
                                .build(),
                        way.provider().key())
                .requireRefused(RefusalCode.FOUR_EYES);
        way.register(listing, descriptor).requireAccepted();
        way.approve(listing, descriptor).requireAccepted();
        way.list(listing, descriptor, way.provider().key()).requireRefused(RefusalCode.FOUR_EYES);
    }

    @Test
    void takesAnotherRegistrarThanTheProvider() {
        Enrolment.Member registrar = enrolment.member(Role.REGISTRAR);
        long listing = way.submitted(descriptor);
        exchange.submit(
                        way.reviewCommand(listing, descriptor, ReviewDecision.REGISTER)
                                .build(),
                        registrar.key())
                .requireAccepted();
        way.approve(listing, descriptor).requireAccepted();
        way.list(listing, descriptor, registrar.key()).requireAccepted();
    }

    @Test
    void refusesAReviewByWhoeverIsNoRegistrar() {
        long listing = way.submitted(descriptor);
        var review =
                way.reviewCommand(listing, descriptor, ReviewDecision.REGISTER).build();
        exchange.submit(review, exchange.officerKey(Duty.CLEARING)).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(review, way.assessor().key()).requireRefused(RefusalCode.ROLE_MISSING);
    }

    @Test
    void refusesARegistrationNumberTwice() {
        long first = way.submitted(descriptor);
        var registration =
                way.reviewCommand(first, descriptor, ReviewDecision.REGISTER).build();
        exchange.submit(registration, exchange.officerKey(Duty.REGISTRAR)).requireAccepted();
        ListingDescriptor other = way.descriptor("other").build();
        long second = way.submitted(other);
        exchange.submit(
                        way.reviewCommand(second, other, ReviewDecision.REGISTER)
                                .setRegistrationNo(registration.getRegistrationNo())
                                .build(),
                        exchange.officerKey(Duty.REGISTRAR))
                .requireRefused(RefusalCode.DUPLICATE);
    }

    @Test
    void refusesAChangeAsAFirstRegistration() {
        long listing = way.submitted(descriptor);
        exchange.submit(
                        way.reviewCommand(listing, descriptor, ReviewDecision.REGISTER)
                                .setRegistrationType(RegistrationType.CHANGE)
                                .build(),
                        exchange.officerKey(Duty.REGISTRAR))
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void refusesToListWhatIsNoLongerValid() {
        long listing = registered();
        exchange.advance(Duration.ofDays(365));
        way.list(listing, descriptor).requireRefused(RefusalCode.LISTING_EXPIRED);
    }

    private long registered() {
        long listing = way.submitted(descriptor);
        way.register(listing, descriptor).requireAccepted();
        return listing;
    }
}
