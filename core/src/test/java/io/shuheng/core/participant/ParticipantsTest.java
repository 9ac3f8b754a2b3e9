package io.shuheng.core.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.Sm3Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ParticipantsTest {

    private static final long NOW_NS = 1_000;

    private final Participants participants = new Participants();

    ParticipantsTest() {
        participants.openOperator(identifier(1), "交易所", "Exchange", sm3("operator"));
    }

    @Test
    void knowsTheOperatorAsAnActiveParticipantWithItsRole() {
        assertThat(participants
                        .requireRole("participant", Participants.OPERATOR, Role.OPERATOR)
                        .number())
                .isEqualTo(1);
        assertThat(participants.isTaken(identifier(1))).isTrue();
    }

    @Test
    void refusesByStatusAndReviewInThreeStrengths() {
        Participant participant = participant("", List.of());
        long number = participant.number();
        for (ParticipantStatus status :
                List.of(ParticipantStatus.APPLIED, ParticipantStatus.VERIFIED, ParticipantStatus.TERMINATED)) {
            participant.moveTo(status);
            refuses(RefusalCode.PARTICIPANT_NOT_ACTIVE, () -> participants.requireParty("agent", number));
            refuses(RefusalCode.PARTICIPANT_NOT_ACTIVE, () -> participants.requireActive("agent", number));
            refuses(RefusalCode.PARTICIPANT_NOT_ACTIVE, () -> participants.requireTradable("agent", number, NOW_NS));
        }
        participant.moveTo(ParticipantStatus.SUSPENDED);
        assertThat(participants.requireParty("agent", number)).isSameAs(participant);
        refuses(RefusalCode.PARTICIPANT_SUSPENDED, () -> participants.requireActive("agent", number));
        participant.moveTo(ParticipantStatus.ACTIVE);
        assertThat(participants.requireActive("agent", number)).isSameAs(participant);
        refuses(RefusalCode.IDENTITY_REVIEW_EXPIRED, () -> participants.requireTradable("agent", number, NOW_NS));
    }

    @Test
    void letsTradeUntilTheReviewsLastNanosecond() {
        Participant participant = participant("", List.of());
        participant.moveTo(ParticipantStatus.ACTIVE);
        participant.reviewed(new IdentityReview(1, ReviewMethod.ON_SITE, sm3("evidence"), 0, NOW_NS));
        assertThat(participants.requireTradable("agent", participant.number(), NOW_NS - 1))
                .isSameAs(participant);
        refuses(
                RefusalCode.IDENTITY_REVIEW_EXPIRED,
                () -> participants.requireTradable("agent", participant.number(), NOW_NS));
    }

    @Test
    void refusesNumbersThatNobodyHas() {
        for (long number : new long[] {Long.MIN_VALUE, 0, 2, 1L << 32 | 1}) {
            refuses(RefusalCode.PARTICIPANT_UNKNOWN, () -> participants.require("agent", number));
        }
    }

    @Test
    void refusesAMissingRole() {
        Participant participant = participant("", List.of());
        participant.moveTo(ParticipantStatus.ACTIVE);
        assertThat(participants.requireRole("agent", participant.number(), Role.CONSUMER))
                .isSameAs(participant);
        refuses(RefusalCode.ROLE_MISSING, () -> participants.requireRole("agent", participant.number(), Role.PROVIDER));
    }

    @Test
    void seesAffiliationByOwnerOrByNameFromBothSides() {
        long first = participant("Group A", List.of()).number();
        long second = participant("Group A", List.of()).number();
        long third = participant("Group B", List.of(identifier(2))).number();
        long lone = participant("", List.of()).number();
        long alsoLone = participant("", List.of()).number();
        assertThat(participants.areAffiliated(first, second)).isTrue();
        assertThat(participants.areAffiliated(third, first)).isTrue();
        assertThat(participants.areAffiliated(first, third)).isTrue();
        assertThat(participants.areAffiliated(second, third)).isFalse();
        assertThat(participants.areAffiliated(lone, alsoLone)).isFalse();
        assertThat(participants.areAffiliated(lone, lone)).isTrue();
    }

    @Test
    void numbersOwnerGroupsInTheOrderTheyAppear() {
        assertThat(participant("Group B", List.of()).ownerGroup()).isEqualTo(1);
        assertThat(participant("Group A", List.of()).ownerGroup()).isEqualTo(2);
        assertThat(participant("Group B", List.of()).ownerGroup()).isEqualTo(1);
        assertThat(participant("", List.of()).ownerGroup()).isEqualTo(Participants.NO_GROUP);
    }

    @Test
    void freesTheIdentifierOfATerminatedParticipant() {
        Participant participant = participant("", List.of());
        Identifier identifier = participant.membership().identifier();
        assertThat(participants.isTaken(identifier)).isTrue();
        participant.moveTo(ParticipantStatus.TERMINATED);
        assertThat(participants.isTaken(identifier)).isFalse();
    }

    private int applications = 1;

    private Participant participant(String group, List<Identifier> affiliates) {
        applications++;
        return participants.apply(new Membership(
                identifier(applications),
                "企业",
                "Company",
                Set.of(Role.CONSUMER),
                group,
                affiliates,
                sm3("signing " + applications),
                sm3("encryption " + applications),
                ""));
    }

    private static void refuses(RefusalCode code, ThrowingCallable call) {
        CommandRejected rejected = catchThrowableOfType(CommandRejected.class, call);
        assertThat(rejected.code()).isEqualTo(code);
        assertThat(rejected.field()).isEqualTo("agent");
    }

    private static Identifier identifier(int n) {
        return new Identifier(IdKind.OPERATOR_ASSIGNED, "no. " + n);
    }

    private static Sm3Hash sm3(String text) {
        return Sm3Hash.ofContent(text.getBytes(StandardCharsets.UTF_8));
    }
}
