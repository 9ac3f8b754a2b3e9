package io.shuheng.core.view;

import io.shuheng.core.contract.ContractEnd;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.amendment.AmendmentEnd;
import io.shuheng.core.contract.amendment.ProposeAmendment;
import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what {@link ContractView} tells of contracts after they were formed; keeps nothing of one to which nothing happened. */
final class ContractHistories {

    private static final long NOBODY = 0;

    /** One contract's, as it now is. */
    private static final class Course {

        private final List<ContractHistory.Amendment> amendments = new ArrayList<>();
        private ContractHistory.@Nullable Proposal proposal;
        private ContractHistory.@Nullable EndedProposal lastEnded;
        private ContractHistory.@Nullable Ending ending;
    }

    private final Map<Long, Course> courses = new HashMap<>();

    ContractHistory of(long contract) {
        Course course = courses.getOrDefault(contract, new Course());
        return new ContractHistory(
                contract,
                course.amendments,
                Optional.ofNullable(course.proposal),
                Optional.ofNullable(course.lastEnded),
                Optional.ofNullable(course.ending));
    }

    void observe(ViewGroup group, ViewEvent event) {
        switch (event.kind()) {
            case AMENDMENT_PROPOSED -> course(event.a()).proposal = proposal(group, event);
            case AMENDMENT_ACCEPTED -> {
                Course course = course(event.a());
                course.proposal = required(course).accepted(event.c(), group.sequence());
            }
            case AMENDMENT_ENDED -> ended(course(event.a()), group, event);
            case CONTRACT_AMENDED -> amended(course(event.a()), group);
            case CONTRACT_ENDED -> course(event.a()).ending = ending(group, event);
            default -> {}
        }
    }

    private static ContractHistory.Proposal proposal(ViewGroup group, ViewEvent event) {
        ProposeAmendment command = group.commandOf(ProposeAmendment.class);
        return new ContractHistory.Proposal(
                command.getAmendment(),
                event.c(),
                group.sequence(),
                command.getChange(),
                new SignedHashes(
                        Sm3Hash.of(command.getAmendmentSm3().bytes()),
                        Sm3Hash.of(command.getTextZhSm3().bytes()),
                        Sm3Hash.of(command.getTextEnSm3().bytes())),
                command.getValidToNs(),
                NOBODY,
                0);
    }

    private static void amended(Course course, ViewGroup group) {
        course.amendments.add(new ContractHistory.Amendment(required(course), group.sequence(), group.timeNs()));
        course.proposal = null;
    }

    private static void ended(Course course, ViewGroup group, ViewEvent event) {
        AmendmentEnd reason = Numbered.of(AmendmentEnd.class, AmendmentEnd::number, event.b());
        course.lastEnded = new ContractHistory.EndedProposal(required(course), reason, event.c(), group.timeNs());
        course.proposal = null;
    }

    private static ContractHistory.Ending ending(ViewGroup group, ViewEvent ended) {
        ContractEnd end = (ContractEnd) group.results().stream()
                .filter(result -> result.sequence() == ended.c())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("an end of a contract without its record"))
                .value();
        return new ContractHistory.Ending(
                Numbered.of(ContractState.class, ContractState::number, ended.b()),
                end.getCause(),
                end.getBy(),
                group.sequence(),
                group.timeNs());
    }

    private Course course(long contract) {
        return courses.computeIfAbsent(contract, number -> new Course());
    }

    private static ContractHistory.Proposal required(Course course) {
        ContractHistory.Proposal proposal = course.proposal;
        if (proposal == null) {
            throw new IllegalStateException("an amendment that no record has proposed");
        }
        return proposal;
    }
}
