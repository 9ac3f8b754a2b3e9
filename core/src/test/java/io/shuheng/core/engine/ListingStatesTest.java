package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.listing.ListingState;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.registration.ObjectionRuling;
import io.shuheng.core.registration.ReviewDecision;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The listing's states: what is in the table is taken, everything else is refused WRONG_STATE. */
class ListingStatesTest {

    enum Step {
        SUBMIT,
        REVIEW,
        LIST,
        SUSPEND,
        RESUME,
        BEGIN_DELISTING,
        COMPLETE_DELISTING,
        OBJECT,
        DISMISS_OBJECTION
    }

    /** DRAFT and UNDER_REVIEW are passed through within one command, so no command ever meets them. */
    private static final Map<ListingState, Set<Step>> TABLE = new EnumMap<>(Map.of(
            ListingState.SUBMITTED, EnumSet.of(Step.REVIEW, Step.OBJECT),
            ListingState.RETURNED, EnumSet.of(Step.SUBMIT, Step.OBJECT),
            ListingState.REJECTED, EnumSet.noneOf(Step.class),
            ListingState.REGISTERED, EnumSet.of(Step.LIST, Step.OBJECT),
            ListingState.LISTED, EnumSet.of(Step.SUBMIT, Step.SUSPEND, Step.BEGIN_DELISTING, Step.OBJECT),
            ListingState.SUSPENDED, EnumSet.of(Step.RESUME, Step.BEGIN_DELISTING, Step.OBJECT),
            ListingState.AMENDING, EnumSet.of(Step.REVIEW, Step.OBJECT),
            ListingState.DELISTING, EnumSet.of(Step.COMPLETE_DELISTING, Step.OBJECT),
            ListingState.DELISTED, EnumSet.noneOf(Step.class),
            ListingState.OBJECTED, EnumSet.of(Step.DISMISS_OBJECTION)));

    private final EngineFixture exchange = new EngineFixture();
    private final ListingWay way = new ListingWay(exchange, new Enrolment(exchange));
    private final ListingDescriptor first = way.descriptor("weather").build();
    private final ListingDescriptor second = way.descriptor("weather")
            .setVersion("1.1.0")
            .setSupersedes(ListingWay.sm3(first))
            .build();

    static Stream<Arguments> everyStepInEveryState() {
        return TABLE.keySet().stream()
                .flatMap(state -> Arrays.stream(Step.values()).map(step -> Arguments.of(state, step)));
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("everyStepInEveryState")
    void takesWhatTheTableAllowsAndRefusesAllElse(ListingState state, Step step) {
        bringTo(state);
        EngineFixture.Outcome outcome = take(step, state);
        if (TABLE.getOrDefault(state, Set.of()).contains(step)) {
            outcome.requireAccepted();
        } else {
            outcome.requireRefused(RefusalCode.WRONG_STATE);
        }
        exchange.requireEqualReplay();
    }

    @ParameterizedTest
    @EnumSource(ListingState.class)
    void leadsNowhereButAlongTheTable(ListingState state) {
        Set<ListingState> next = EnumSet.noneOf(ListingState.class);
        for (ListingState candidate : ListingState.values()) {
            if (state.mayBecome(candidate)) {
                next.add(candidate);
            }
        }
        Set<ListingState> expected = switch (state) {
            case DRAFT -> EnumSet.of(ListingState.SUBMITTED);
            case SUBMITTED -> EnumSet.of(ListingState.UNDER_REVIEW, ListingState.OBJECTED);
            case UNDER_REVIEW -> EnumSet.of(ListingState.RETURNED, ListingState.REJECTED, ListingState.REGISTERED);
            case RETURNED -> EnumSet.of(ListingState.DRAFT, ListingState.OBJECTED);
            case REGISTERED, AMENDING -> EnumSet.of(ListingState.LISTED, ListingState.OBJECTED);
            case LISTED ->
                EnumSet.of(
                        ListingState.SUSPENDED, ListingState.AMENDING, ListingState.DELISTING, ListingState.OBJECTED);
            case SUSPENDED -> EnumSet.of(ListingState.LISTED, ListingState.DELISTING, ListingState.OBJECTED);
            case DELISTING -> EnumSet.of(ListingState.DELISTED, ListingState.OBJECTED);
            case REJECTED, DELISTED, OBJECTED -> EnumSet.noneOf(ListingState.class);
        };
        assertThat(next).isEqualTo(expected);
    }

    @Test
    void tellsEveryStepOfAReturnedAndCorrectedListing() {
        bringTo(ListingState.RETURNED);
        List<Event> steps = way.submit(first).requireAccepted().events(EventKind.LISTING_STATE);
        assertThat(steps).extracting(Event::getC).containsExactly((long) ListingState.DRAFT.number(), (long)
                ListingState.SUBMITTED.number());
    }

    @Test
    void listsTheNextVersionInThePlaceOfTheFirst() {
        bringTo(ListingState.AMENDING);
        way.register(1, second).requireAccepted();
        way.list(1, second).requireRefused(RefusalCode.LISTING_NO_OPINION);
        way.approve(1, second).requireAccepted();
        assertThat(way.list(1, second)
                        .requireAccepted()
                        .event(EventKind.LISTING_VERSION_LISTED)
                        .getB())
                .isEqualTo(2);
    }

    @Test
    void refusesToListAnAmendmentBeforeItIsRegistered() {
        bringTo(ListingState.AMENDING);
        way.approve(1, second).requireAccepted();
        way.list(1, second).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void keepsTheListedVersionWhenAnAmendmentIsRejected() {
        bringTo(ListingState.AMENDING);
        Event step = way.review(1, second, ReviewDecision.REJECT).event(EventKind.LISTING_STATE);
        assertThat(step.getC()).isEqualTo(ListingState.LISTED.number());
        way.submit(second).requireAccepted();
    }

    @Test
    void takesACorrectedAmendmentAfterItWasReturned() {
        bringTo(ListingState.AMENDING);
        way.submit(second).requireRefused(RefusalCode.WRONG_STATE);
        way.review(1, second, ReviewDecision.RETURN).requireAccepted();
        way.review(1, second, ReviewDecision.REGISTER).requireRefused(RefusalCode.WRONG_STATE);
        way.submit(second).requireAccepted();
        way.register(1, second).requireAccepted();
    }

    @Test
    void returnsToTheStateBeforeTheObjectionWhenItIsDismissed() {
        bringTo(ListingState.SUSPENDED);
        way.object(1).requireAccepted();
        Event step = way.resolve(1, ObjectionRuling.DISMISS).event(EventKind.LISTING_STATE);
        assertThat(step.getC()).isEqualTo(ListingState.SUSPENDED.number());
    }

    @Test
    void delistsWhatWasListedWhenAnObjectionIsUpheld() {
        bringTo(ListingState.LISTED);
        EngineFixture.Outcome objected = way.object(1);
        assertThat(objected.event(EventKind.REGISTRATION_ENTERED).getA()).isEqualTo(2);
        EngineFixture.Outcome upheld = way.resolve(1, ObjectionRuling.UPHOLD).requireAccepted();
        assertThat(upheld.event(EventKind.LISTING_STATE).getC()).isEqualTo(ListingState.DELISTING.number());
        assertThat(upheld.events(EventKind.REGISTRATION_ENTERED)).hasSize(1);
    }

    @Test
    void rejectsWhatWasNotYetListedWhenAnObjectionIsUpheld() {
        bringTo(ListingState.REGISTERED);
        way.object(1).requireAccepted();
        Event step = way.resolve(1, ObjectionRuling.UPHOLD).event(EventKind.LISTING_STATE);
        assertThat(step.getC()).isEqualTo(ListingState.REJECTED.number());
    }

    @Test
    void leavesAnOfficersSuspensionToOfficers() {
        bringTo(ListingState.LISTED);
        way.suspendByOfficer(1).requireAccepted();
        way.resume(1).requireRefused(RefusalCode.NOT_PERMITTED);
        way.resumeByOfficer(1).requireAccepted();
    }

    @Test
    void standsAtTheGateAgainWhenItIsResumed() {
        bringTo(ListingState.SUSPENDED);
        exchange.advance(java.time.Duration.ofDays(90));
        way.resume(1).requireRefused(RefusalCode.LISTING_OPINION_EXPIRED);
    }

    @Test
    void tellsARecallByLawWhichOnlyComplianceMayOrder() {
        bringTo(ListingState.LISTED);
        way.delist(
                        1,
                        DelistingStep.BEGIN,
                        ListingReason.RECALLED,
                        exchange.officerKey(io.shuheng.core.participant.Duty.MARKET))
                .requireRefused(RefusalCode.NOT_PERMITTED);
        EngineFixture.Outcome outcome =
                way.delist(1, DelistingStep.BEGIN, ListingReason.RECALLED).requireAccepted();
        assertThat(outcome.event(EventKind.LISTING_RECALLED).getA()).isEqualTo(1);
    }

    @Test
    void letsAProviderBeginTheEndButNotCompleteIt() {
        bringTo(ListingState.LISTED);
        int provider = way.provider().key();
        way.delist(1, DelistingStep.BEGIN, ListingReason.PROVIDER_REQUEST, provider)
                .requireAccepted();
        way.delist(1, DelistingStep.COMPLETE, ListingReason.PROVIDER_REQUEST, provider)
                .requireRefused(RefusalCode.NOT_PERMITTED);
    }

    private void bringTo(ListingState state) {
        switch (state) {
            case SUBMITTED -> way.submitted(first);
            case RETURNED -> {
                way.submitted(first);
                way.review(1, first, ReviewDecision.RETURN).requireAccepted();
            }
            case REJECTED -> {
                way.submitted(first);
                way.review(1, first, ReviewDecision.REJECT).requireAccepted();
            }
            case REGISTERED -> {
                way.submitted(first);
                way.register(1, first).requireAccepted();
                way.approve(1, first).requireAccepted();
            }
            case LISTED -> way.listed(first);
            case SUSPENDED -> {
                way.listed(first);
                way.suspend(1).requireAccepted();
            }
            case AMENDING -> {
                way.listed(first);
                way.submit(second).requireAccepted();
            }
            case DELISTING -> {
                way.listed(first);
                way.delist(1, DelistingStep.BEGIN, ListingReason.MARKET_ORDER).requireAccepted();
            }
            case DELISTED -> {
                bringTo(ListingState.DELISTING);
                way.delist(1, DelistingStep.COMPLETE, ListingReason.MARKET_ORDER)
                        .requireAccepted();
            }
            case OBJECTED -> {
                way.listed(first);
                way.object(1).requireAccepted();
            }
            case DRAFT, UNDER_REVIEW -> throw new IllegalArgumentException("passed through: " + state);
        }
    }

    private EngineFixture.Outcome take(Step step, ListingState state) {
        boolean amended = state == ListingState.AMENDING;
        return switch (step) {
            case SUBMIT -> way.submit(state == ListingState.RETURNED ? first : second);
            case REVIEW -> way.register(1, amended ? second : first);
            case LIST -> way.list(1, amended ? second : first);
            case SUSPEND -> way.suspend(1);
            case RESUME -> way.resume(1);
            case BEGIN_DELISTING -> way.delist(1, DelistingStep.BEGIN, ListingReason.MARKET_ORDER);
            case COMPLETE_DELISTING -> way.delist(1, DelistingStep.COMPLETE, ListingReason.MARKET_ORDER);
            case OBJECT -> way.object(1);
            case DISMISS_OBJECTION -> way.resolve(1, ObjectionRuling.DISMISS);
        };
    }
}
