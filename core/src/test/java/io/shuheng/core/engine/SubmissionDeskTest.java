package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.listing.Grade;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.participant.GrantMandate;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubmissionDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final Enrolment enrolment = new Enrolment(exchange);
    private final ListingWay way = new ListingWay(exchange, enrolment);
    private final ListingDescriptor descriptor = way.descriptor("weather").build();

    @Test
    void takesABrokersSubmissionUnderItsMandate() {
        Enrolment.Member broker = enrolment.member(Role.DATA_BROKER);
        long mandate = grant(broker, Power.LIST, List.of());
        Event event =
                way.submit(descriptor, mandate, broker.key()).requireAccepted().event(EventKind.LISTING_SUBMITTED);
        assertThat(event.getC()).isEqualTo(broker.number());
    }

    @Test
    void looksThroughAMandateWhenItAsksForFourEyes() {
        Enrolment.Member broker = enrolment.member(Role.DATA_BROKER, Role.REGISTRAR);
        long mandate = grant(broker, Power.LIST, List.of());
        way.submit(descriptor, mandate, broker.key()).requireAccepted();
        way.register(1, descriptor).requireAccepted();
        way.approve(1, descriptor).requireAccepted();
        way.list(1, descriptor, broker.key()).requireRefused(RefusalCode.FOUR_EYES);
        way.list(1, descriptor, way.provider().key()).requireRefused(RefusalCode.FOUR_EYES);
    }

    @Test
    void refusesABrokerBeyondItsMandate() {
        Enrolment.Member broker = enrolment.member(Role.DATA_BROKER);
        long otherPower = grant(broker, Power.ORDER, List.of());
        long otherProduct = grant(broker, Power.LIST, List.of(7L));
        way.submit(descriptor, otherPower, broker.key()).requireRefused(RefusalCode.MANDATE_SCOPE);
        way.submit(descriptor, otherProduct, broker.key()).requireRefused(RefusalCode.MANDATE_SCOPE);
        way.submit(descriptor, 99, broker.key()).requireRefused(RefusalCode.NO_MANDATE);
        exchange.advance(Duration.ofDays(31));
        way.submit(descriptor, grant(broker, Power.LIST, List.of()), broker.key())
                .requireAccepted();
    }

    @Test
    void refusesABrokerWhoseMandateHasEnded() {
        Enrolment.Member broker = enrolment.member(Role.DATA_BROKER);
        long mandate = grant(broker, Power.LIST, List.of());
        exchange.advance(Duration.ofDays(30));
        way.submit(descriptor, mandate, broker.key()).requireRefused(RefusalCode.MANDATE_EXPIRED);
    }

    @Test
    void refusesAnAgentThatIsNoBroker() {
        Enrolment.Member agent = enrolment.member(Role.CONSUMER);
        long mandate = grant(agent, Power.LIST, List.of());
        way.submit(descriptor, mandate, agent.key()).requireRefused(RefusalCode.ROLE_MISSING);
    }

    @Test
    void refusesADescriptorOfSomebodyElsesProduct() {
        ListingDescriptor foreign = way.descriptor("weather")
                .setProvider(new OrganisationId(IdKind.USCC, Enrolment.uscc(500)))
                .build();
        way.submit(foreign).requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void refusesASubmitterThatIsNoProvider() {
        way.submit(descriptor, 0, way.assessor().key()).requireRefused(RefusalCode.ROLE_MISSING);
    }

    @Test
    void refusesToEngageWhoeverIsNoAssessor() {
        ListingDescriptor engaging = way.descriptor("weather")
                .setComplianceAssessor(way.provider().number())
                .build();
        way.submit(engaging).requireRefused(RefusalCode.ROLE_MISSING);
    }

    @Test
    void refusesDataOfGradeCoreAtSubmission() {
        ListingDescriptor core =
                way.descriptor("weather").setGrade(Grade.CORE).setGradeLevel(0).build();
        Event refusal = way.submit(core).requireRefused(RefusalCode.GRADE_CORE).event(EventKind.REJECTED);
        assertThat(refusal.getC())
                .isEqualTo(ListingDescriptor.getClassSchema().getField("grade").pos());
    }

    @Test
    void refusesAGradeBelowThatOfASource() {
        way.listed(way.descriptor("weather").setGradeLevel(3).build());
        ListingDescriptor source = way.descriptor("weather").setGradeLevel(3).build();
        ListingDescriptor.Builder derived =
                way.descriptor("forecast").setSourceVersions(List.of(ListingWay.sm3(source)));
        way.submit(derived.setGradeLevel(2).build()).requireRefused(RefusalCode.GRADE_BELOW_SOURCE);
        way.submit(derived.setGradeLevel(3).build()).requireAccepted();
    }

    @Test
    void refusesASourceThatWasNeverListed() {
        ListingDescriptor derived = way.descriptor("forecast")
                .setSourceVersions(List.of(EngineFixture.hash("unknown")))
                .build();
        way.submit(derived).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
    }

    @Test
    void refusesAFirstVersionThatSupersedesAnother() {
        ListingDescriptor second = way.descriptor("weather")
                .setSupersedes(EngineFixture.hash("first"))
                .build();
        way.submit(second).requireRefused(RefusalCode.LISTING_VERSION_SUPERSEDED);
    }

    @Test
    void refusesANextVersionThatSupersedesAnotherThanTheListedOne() {
        way.listed(descriptor);
        ListingDescriptor.Builder next = way.descriptor("weather").setVersion("1.0.1");
        way.submit(next.build()).requireRefused(RefusalCode.LISTING_VERSION_SUPERSEDED);
        way.submit(next.setSupersedes(ListingWay.sm3(descriptor)).build()).requireAccepted();
    }

    @Test
    void refusesANextVersionWhoseNumberIsNotAbove() {
        way.listed(descriptor);
        ListingDescriptor same = way.descriptor("weather")
                .setSla("two working days")
                .setSupersedes(ListingWay.sm3(descriptor))
                .build();
        way.submit(same).requireRefused(RefusalCode.FIELD_INVALID);
    }

    private long grant(Enrolment.Member agent, Power power, List<Long> products) {
        return exchange.submit(
                        GrantMandate.newBuilder()
                                .setClientId(exchange.nextClientId())
                                .setNotAfterNs(exchange.notAfterNs())
                                .setAgent(agent.number())
                                .setPowers(List.of(power))
                                .setProducts(products)
                                .setMoneyLimitFen(0)
                                .setValidFromNs(exchange.timeNs())
                                .setValidToNs(
                                        exchange.timeNs() + Duration.ofDays(30).toNanos())
                                .build(),
                        way.provider().key())
                .requireAccepted()
                .event(EventKind.MANDATE_GRANTED)
                .getA();
    }
}
