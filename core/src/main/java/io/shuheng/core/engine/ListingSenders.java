package io.shuheng.core.engine;

import io.shuheng.core.listing.Listing;
import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Officers.Officer;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import java.util.Collections;
import java.util.Set;

/** Who may decide over a listing: its provider, officers with a duty, and participants with the role of a registrar. */
final class ListingSenders {

    private static final String LISTING = "listing";

    private final Participants participants;

    ListingSenders(Participants participants) {
        this.participants = participants;
    }

    /** Number of the participant who keeps the register: the operator for an officer, or a participant of that role. */
    long requireRegistrar(Turn turn, Set<Duty> duties) {
        if (turn.actor().officer() != null) {
            requireDuty(turn.actor().officer(), duties);
            return Participants.OPERATOR;
        }
        long participant = turn.requireParticipant();
        participants.requireActive("participant", participant);
        participants.requireRole("participant", participant, Role.REGISTRAR);
        return participant;
    }

    /** Requires that whoever decides neither handed the version in nor is the one for whom it was handed in. */
    void requireFourEyes(Turn turn, Listing listing, ListingVersion version) {
        long participant = turn.actor().participant();
        if (participant == version.submitter() || participant == listing.provider()) {
            throw CommandRejected.because(RefusalCode.FOUR_EYES, LISTING, listing.number());
        }
    }

    /** Whether an officer with one of the duties acts; where not, it must be the provider itself. */
    boolean requireOfficerOrProvider(Turn turn, Listing listing, Set<Duty> duties) {
        if (turn.actor().officer() != null) {
            requireDuty(turn.actor().officer(), duties);
            return true;
        }
        if (turn.requireParticipant() != listing.provider()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, LISTING, listing.number());
        }
        participants.requireActive("participant", listing.provider());
        return false;
    }

    /** Requires an assessor of that role who is affiliated neither with the provider nor with its agent. */
    void requireIndependent(long assessor, Role role, Listing listing, ListingVersion version) {
        participants.requireActive("participant", assessor);
        participants.requireRole("participant", assessor, role);
        if (participants.areAffiliated(assessor, listing.provider())
                || participants.areAffiliated(assessor, version.submitter())) {
            throw CommandRejected.because(RefusalCode.ASSESSOR_AFFILIATED, LISTING, listing.number());
        }
    }

    private static void requireDuty(Officer officer, Set<Duty> duties) {
        if (Collections.disjoint(officer.duties(), duties)) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED);
        }
    }
}
