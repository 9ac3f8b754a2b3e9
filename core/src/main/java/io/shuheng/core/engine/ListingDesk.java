package io.shuheng.core.engine;

import io.shuheng.core.listing.Delist;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.GiveOpinion;
import io.shuheng.core.listing.ListProduct;
import io.shuheng.core.listing.Listing;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.listing.ListingState;
import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.listing.Listings;
import io.shuheng.core.listing.Opinion;
import io.shuheng.core.listing.OpinionKind;
import io.shuheng.core.listing.QualityFigures;
import io.shuheng.core.listing.ResumeListing;
import io.shuheng.core.listing.SuspendListing;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.registration.RegistrationType;
import io.shuheng.core.registration.Registrations;
import io.shuheng.core.trading.Instrument;
import io.shuheng.crypto.Sm3Hash;
import java.util.EnumSet;
import java.util.Set;

/** Opinions on listings, and the way of a registered one onto the market and off it. */
final class ListingDesk {

    private static final String LISTING = "listing";
    private static final String REASON = "reason";
    private static final Set<Duty> APPROVERS = EnumSet.of(Duty.REGISTRAR, Duty.MARKET);
    private static final Set<Duty> SUPERVISORS = EnumSet.of(Duty.REGISTRAR, Duty.MARKET, Duty.COMPLIANCE);
    private static final Set<Duty> COMPLIANCE = EnumSet.of(Duty.COMPLIANCE);
    private static final int ALL_BP = 10_000;
    private static final int NOT_ASSESSED = -1;

    private final ExchangeState state;
    private final RecallDesk recalls;
    private final Listings listings;
    private final Registrations registrations;
    private final ListingSenders senders;

    ListingDesk(ExchangeState state, RecallDesk recalls) {
        this.state = state;
        this.recalls = recalls;
        this.listings = state.listings;
        this.registrations = state.registrations;
        this.senders = new ListingSenders(state.participants);
    }

    void open(Dispatch dispatch) {
        dispatch.on(GiveOpinion.class, this::giveOpinion);
        dispatch.on(ListProduct.class, this::list);
        dispatch.on(SuspendListing.class, this::suspend);
        dispatch.on(ResumeListing.class, this::resume);
        dispatch.on(Delist.class, this::delist);
    }

    private void giveOpinion(Turn turn, GiveOpinion command) {
        long assessor = turn.requireParticipant();
        Listing listing = listings.require(command.getListing());
        ListingVersion version = listing.requireVersion(Fields.hash(command.getListingVersionSm3()));
        OpinionKind kind = command.getKind();
        if (version.engagedAssessor(kind) != assessor) {
            throw CommandRejected.because(RefusalCode.ASSESSOR_NOT_ENGAGED, LISTING, listing.number());
        }
        senders.requireIndependent(assessor, roleFor(kind), listing, version);
        requireOpen(listing);
        Sm3Hash document = Fields.requireHash("documentSm3", command.getDocumentSm3());
        Fields.requireRange("validFromNs", command.getValidFromNs(), 0, Long.MAX_VALUE - 1);
        Fields.requireRange("validToNs", command.getValidToNs(), command.getValidFromNs() + 1, Long.MAX_VALUE);
        requireFigures(command.getQuality(), kind == OpinionKind.QUALITY ? ALL_BP : NOT_ASSESSED);
        Opinion opinion = new Opinion(
                listings.nextOpinion(),
                kind,
                assessor,
                command.getResult(),
                document,
                command.getValidFromNs(),
                command.getValidToNs(),
                command.getQuality());
        version.take(opinion);
        turn.event(EventKind.OPINION_GIVEN, opinion.number(), listing.number(), assessor);
    }

    private static Role roleFor(OpinionKind kind) {
        return kind == OpinionKind.COMPLIANCE ? Role.COMPLIANCE_ASSESSOR : Role.QUALITY_ASSESSOR;
    }

    private static void requireOpen(Listing listing) {
        ListingState state = listing.state();
        if (state == ListingState.REJECTED || state == ListingState.DELISTED || state == ListingState.OBJECTED) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, LISTING, state.number());
        }
    }

    private static void requireFigures(QualityFigures figures, int maxBp) {
        int[] all = {
            figures.getCompletenessBp(),
            figures.getAccuracyBp(),
            figures.getConsistencyBp(),
            figures.getTimelinessBp(),
            figures.getUniquenessBp(),
            figures.getValidityBp()
        };
        for (int figure : all) {
            Fields.requireRange("quality", figure, NOT_ASSESSED, maxBp);
        }
    }

    private void list(Turn turn, ListProduct command) {
        Listing listing = listings.require(command.getListing());
        ListingVersion version = listing.requireUnderWork(Fields.hash(command.getListingVersionSm3()));
        senders.requireFourEyes(turn, listing, version);
        senders.requireRegistrar(turn, APPROVERS);
        listing.requireListable();
        Opinion opinion = requireGate(listing, version, turn.timeNs());
        listings.promote(listing);
        ContinuousDesk.mayEnd(state, listing, turn.timeNs());
        turn.event(EventKind.LISTING_VERSION_LISTED, listing.number(), version.number(), opinion.number());
        ListingSteps.move(turn, listing, ListingState.LISTED);
    }

    /** No compliance, no listing (不合规不挂牌): by anyone, in any mode. */
    private Opinion requireGate(Listing listing, ListingVersion version, long timeNs) {
        if (timeNs >= version.descriptor().getValidToNs()) {
            throw CommandRejected.because(RefusalCode.LISTING_EXPIRED, LISTING, listing.number());
        }
        Opinion opinion = version.requireCompliance(timeNs);
        senders.requireIndependent(opinion.assessor(), Role.COMPLIANCE_ASSESSOR, listing, version);
        return opinion;
    }

    private void suspend(Turn turn, SuspendListing command) {
        Listing listing = listings.require(command.getListing());
        boolean byOfficer = senders.requireOfficerOrProvider(turn, listing, SUPERVISORS);
        listing.requireMayBecome(ListingState.SUSPENDED);
        requireGrounds(byOfficer, command.getReason(), command.getDocumentSm3());
        listing.markSuspended(byOfficer);
        ListingSteps.move(turn, listing, ListingState.SUSPENDED);
    }

    private void resume(Turn turn, ResumeListing command) {
        Listing listing = listings.require(command.getListing());
        boolean byOfficer = senders.requireOfficerOrProvider(turn, listing, SUPERVISORS);
        if (listing.state() != ListingState.SUSPENDED) {
            throw CommandRejected.because(
                    RefusalCode.WRONG_STATE, LISTING, listing.state().number());
        }
        if (listing.isSuspendedByOfficer() && !byOfficer) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, LISTING, listing.number());
        }
        requireGrounds(byOfficer, command.getReason(), command.getDocumentSm3());
        requireGate(listing, listing.listed().orElseThrow(), turn.timeNs());
        listing.markSuspended(false);
        ListingSteps.move(turn, listing, ListingState.LISTED);
    }

    private void delist(Turn turn, Delist command) {
        Listing listing = listings.require(command.getListing());
        boolean byOfficer = senders.requireOfficerOrProvider(turn, listing, SUPERVISORS);
        boolean begins = command.getStep() == DelistingStep.BEGIN;
        listing.requireMayBecome(begins ? ListingState.DELISTING : ListingState.DELISTED);
        requireGrounds(byOfficer, command.getReason(), command.getDocumentSm3());
        boolean isRecall = command.getReason() == ListingReason.RECALLED;
        if (isRecall) {
            senders.requireOfficerOrProvider(turn, listing, COMPLIANCE);
        }
        if (!begins && !byOfficer) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, LISTING, listing.number());
        }
        if (!begins) {
            requireRunOff(listing);
        }
        if (isRecall && !listing.isRecalled()) {
            listing.markRecalled();
            turn.event(EventKind.LISTING_RECALLED, listing.number(), 0, 0);
            recalls.recalled(turn, listing.number());
        }
        if (begins) {
            ListingSteps.move(turn, listing, ListingState.DELISTING);
            ContinuousDesk.mayEnd(state, listing, turn.timeNs());
        } else {
            complete(turn, listing, Fields.hash(command.getDocumentSm3()));
        }
    }

    /** A listing ends when what was traded of it has come to its end. */
    private void requireRunOff(Listing listing) {
        for (Instrument instrument : state.instruments.ofListing(listing.number())) {
            if (state.trades.openOf(instrument.number()) > 0) {
                throw CommandRejected.because(RefusalCode.TRADES_OPEN, LISTING, listing.number());
            }
        }
    }

    private void complete(Turn turn, Listing listing, Sm3Hash document) {
        Sm3Hash version = listing.listed().orElseThrow().sm3();
        RegistrationDesk.tell(
                turn,
                registrations.note(
                        RegistrationType.DEREGISTRATION, listing.number(), version, document, Participants.OPERATOR));
        ListingSteps.move(turn, listing, ListingState.DELISTED);
    }

    /** A provider asks; an officer has a reason of another kind and a document for it. */
    private static void requireGrounds(boolean byOfficer, ListingReason reason, Hash32 documentSm3) {
        if (byOfficer == (reason == ListingReason.PROVIDER_REQUEST)) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, REASON, Fields.place(reason));
        }
        if (byOfficer) {
            Fields.requireHash("documentSm3", documentSm3);
        } else if (!Fields.hash(documentSm3).equals(Sm3Hash.ZERO)) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "documentSm3", 0);
        }
    }
}
