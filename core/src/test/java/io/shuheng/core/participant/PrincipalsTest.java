package io.shuheng.core.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.Sm3Hash;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrincipalsTest {

    private static final long NOW_NS = 1_000;
    private static final long REVIEW_END_NS = 2_000;
    private static final Set<Power> MAKING_CONTRACTS = EnumSet.of(Power.ORDER, Power.NEGOTIATE, Power.SIGN);
    private static final Set<Power> PERFORMING_CONTRACTS = EnumSet.of(Power.RECEIVE, Power.COLLECT);

    private final Participants participants = new Participants();
    private final Mandates mandates = new Mandates();
    private final Principals principals = new Principals(participants, mandates);
    private final Participant provider;
    private final Participant broker;
    private final long mandate;

    PrincipalsTest() {
        participants.openOperator(
                new Identifier(IdKind.OPERATOR_ASSIGNED, "operator"), "交易所", "Exchange", sm3("operator"));
        provider = member("provider");
        broker = member("broker");
        mandate = mandates.grant(new Mandate.Terms(
                        provider.number(), broker.number(), EnumSet.allOf(Power.class), Set.of(), 100, 0, 10_000))
                .number();
    }

    @ParameterizedTest
    @EnumSource(Power.class)
    void letsMembersInGoodStandingActForThemselvesAndForTheirPrincipal(Power power) {
        assertThat(principals.require(broker.number(), 0, power, 1, 0, NOW_NS))
                .isEqualTo(new Principal(broker.number(), broker.number(), 0));
        assertThat(principals.require(broker.number(), mandate, power, 1, 0, NOW_NS))
                .isEqualTo(new Principal(provider.number(), broker.number(), mandate));
    }

    @ParameterizedTest
    @EnumSource(Power.class)
    void letsTheSuspendedPerformContractsOnly(Power power) {
        RefusalCode expected =
                PERFORMING_CONTRACTS.contains(power) ? RefusalCode.OK : RefusalCode.PARTICIPANT_SUSPENDED;
        provider.moveTo(ParticipantStatus.SUSPENDED);
        assertThat(answer(provider, 0, power, NOW_NS)).isEqualTo(expected);
        assertThat(answer(broker, mandate, power, NOW_NS)).isEqualTo(expected);
        provider.moveTo(ParticipantStatus.ACTIVE);
        broker.moveTo(ParticipantStatus.SUSPENDED);
        assertThat(answer(broker, mandate, power, NOW_NS)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Power.class)
    void letsNobodyMakeContractsAfterAnIdentityReviewHasExpired(Power power) {
        RefusalCode expected = MAKING_CONTRACTS.contains(power) ? RefusalCode.IDENTITY_REVIEW_EXPIRED : RefusalCode.OK;
        assertThat(answer(provider, 0, power, REVIEW_END_NS)).isEqualTo(expected);
        review(broker, 5_000);
        assertThat(answer(broker, mandate, power, REVIEW_END_NS)).isEqualTo(expected);
        review(provider, 5_000);
        assertThat(answer(broker, mandate, power, REVIEW_END_NS)).isEqualTo(RefusalCode.OK);
    }

    @Test
    void asksWhoActsBeforeTheMandate() {
        broker.moveTo(ParticipantStatus.TERMINATED);
        assertThat(answer(broker, 99, Power.ORDER, NOW_NS)).isEqualTo(RefusalCode.PARTICIPANT_NOT_ACTIVE);
        assertThat(answer(provider, 99, Power.ORDER, NOW_NS)).isEqualTo(RefusalCode.NO_MANDATE);
    }

    private RefusalCode answer(Participant actor, long mandateNumber, Power power, long timeNs) {
        CommandRejected rejected = catchThrowableOfType(
                CommandRejected.class, () -> principals.require(actor.number(), mandateNumber, power, 1, 0, timeNs));
        return rejected == null ? RefusalCode.OK : rejected.code();
    }

    private Participant member(String name) {
        Participant member = participants.apply(new Membership(
                new Identifier(IdKind.OPERATOR_ASSIGNED, name),
                "",
                name,
                Set.of(Role.PROVIDER),
                "",
                List.of(),
                sm3("signing " + name),
                sm3("encryption " + name),
                ""));
        member.moveTo(ParticipantStatus.ACTIVE);
        review(member, REVIEW_END_NS);
        return member;
    }

    private static void review(Participant participant, long validUntilNs) {
        participant.reviewed(new IdentityReview(1, ReviewMethod.DOCUMENTS, sm3("evidence"), 0, validUntilNs));
    }

    private static Sm3Hash sm3(String text) {
        return Sm3Hash.ofContent(text.getBytes(StandardCharsets.UTF_8));
    }
}
