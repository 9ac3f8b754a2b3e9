package io.shuheng.core.engine;

import io.shuheng.core.listing.DescriptorRules;
import io.shuheng.core.listing.Listing;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.ListingState;
import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.listing.Listings;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.participant.Identifier;
import io.shuheng.core.participant.Mandates;
import io.shuheng.core.participant.Participant;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.participant.Principals;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/** Takes what providers and their brokers hand in: new products, corrected ones, and next versions of listed ones. */
final class SubmissionDesk {

    private static final String DESCRIPTOR = "descriptor";
    private static final String PROVIDER = "provider";

    private final Listings listings;
    private final Participants participants;
    private final Mandates mandates;
    private final Principals principals;

    SubmissionDesk(ExchangeState state) {
        this.listings = state.listings;
        this.participants = state.participants;
        this.mandates = state.mandates;
        this.principals = state.principals;
    }

    void open(Dispatch dispatch) {
        dispatch.on(SubmitListing.class, this::submit);
    }

    private void submit(Turn turn, SubmitListing command) {
        ListingDescriptor descriptor = command.getDescriptor();
        long actor = turn.requireParticipant();
        long provider = command.getMandate() == 0
                ? actor
                : mandates.requireOf(actor, command.getMandate()).terms().principal();
        Listing known = listings.ofProduct(provider, descriptor.getProductId()).orElse(null);
        long product = known == null ? 0 : known.number();
        Principal principal = principals.require(actor, command.getMandate(), Power.LIST, product, 0, turn.timeNs());
        requireParties(principal, descriptor);
        DescriptorRules.requireValid(descriptor);
        requireAssessors(descriptor);
        listings.requireGradeOfSources(descriptor);
        requireStep(known, descriptor);

        Listing listing = known == null ? listings.open(provider, descriptor.getProductId()) : known;
        ListingVersion version = new ListingVersion(listing.nextVersion(), descriptor, actor);
        listing.handIn(version);
        turn.event(EventKind.LISTING_SUBMITTED, listing.number(), version.number(), actor);
        moveOn(turn, listing);
    }

    private void requireParties(Principal principal, ListingDescriptor descriptor) {
        Participant provider = participants.requireRole(PROVIDER, principal.participant(), Role.PROVIDER);
        if (principal.isRepresented()) {
            participants.requireRole("agent", principal.agent(), Role.DATA_BROKER);
        }
        Identifier named = new Identifier(
                descriptor.getProvider().getIdKind(), descriptor.getProvider().getId());
        if (!named.equals(provider.membership().identifier())) {
            throw DescriptorRules.refusal(RefusalCode.FIELD_INVALID, PROVIDER);
        }
    }

    private void requireAssessors(ListingDescriptor descriptor) {
        participants.requireRole(DESCRIPTOR, descriptor.getComplianceAssessor(), Role.COMPLIANCE_ASSESSOR);
        if (descriptor.getQualityAssessor() != 0) {
            participants.requireRole(DESCRIPTOR, descriptor.getQualityAssessor(), Role.QUALITY_ASSESSOR);
        }
    }

    /** A version follows the one that is listed, by its name and by its number; where none is listed, it is the first. */
    private static void requireStep(@Nullable Listing known, ListingDescriptor descriptor) {
        ListingVersion listed = known == null ? null : known.listed().orElse(null);
        if (known != null && !isOpenToSubmission(known)) {
            throw CommandRejected.because(
                    RefusalCode.WRONG_STATE, DESCRIPTOR, known.state().number());
        }
        Sm3Hash supersedes = Fields.hash(descriptor.getSupersedes());
        if (!supersedes.equals(listed == null ? Sm3Hash.ZERO : listed.sm3())) {
            throw DescriptorRules.refusal(RefusalCode.LISTING_VERSION_SUPERSEDED, "supersedes");
        }
        if (listed != null) {
            DescriptorRules.requireFollows(descriptor, listed.descriptor());
        }
    }

    private static boolean isOpenToSubmission(Listing listing) {
        return switch (listing.state()) {
            case RETURNED, LISTED -> true;
            case AMENDING ->
                listing.underWork().filter(ListingVersion::isReturned).isPresent();
            case DRAFT, SUBMITTED, UNDER_REVIEW, REJECTED, REGISTERED, SUSPENDED, DELISTING, DELISTED, OBJECTED ->
                false;
        };
    }

    private static void moveOn(Turn turn, Listing listing) {
        switch (listing.state()) {
            case LISTED -> ListingSteps.move(turn, listing, ListingState.AMENDING);
            case AMENDING -> {}
            case RETURNED -> {
                ListingSteps.move(turn, listing, ListingState.DRAFT);
                ListingSteps.move(turn, listing, ListingState.SUBMITTED);
            }
            default -> ListingSteps.move(turn, listing, ListingState.SUBMITTED);
        }
    }
}
