package io.shuheng.core.engine;

import io.shuheng.core.listing.Listing;
import io.shuheng.core.listing.ListingState;
import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.listing.Listings;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.registration.ObjectionRuling;
import io.shuheng.core.registration.RecordObjection;
import io.shuheng.core.registration.RegistrationType;
import io.shuheng.core.registration.Registrations;
import io.shuheng.core.registration.ResolveObjection;
import io.shuheng.core.registration.ReviewDecision;
import io.shuheng.core.registration.ReviewListing;
import io.shuheng.crypto.Sm3Hash;
import java.util.EnumSet;
import java.util.Set;

/** The registrar's work: reviews what was handed in, keeps the register, enters and resolves objections. */
final class RegistrationDesk {

    private static final Set<Duty> REGISTRAR = EnumSet.of(Duty.REGISTRAR);
    private static final Set<RegistrationType> FIRST =
            EnumSet.of(RegistrationType.INITIAL, RegistrationType.LICENCE, RegistrationType.TRANSFER);
    private static final int MAX_TEXT_LENGTH = 64;

    private final Listings listings;
    private final Registrations registrations;
    private final Participants participants;
    private final ListingSenders senders;

    RegistrationDesk(ExchangeState state) {
        this.listings = state.listings;
        this.registrations = state.registrations;
        this.participants = state.participants;
        this.senders = new ListingSenders(state.participants);
    }

    void open(Dispatch dispatch) {
        dispatch.on(ReviewListing.class, this::review);
        dispatch.on(RecordObjection.class, this::object);
        dispatch.on(ResolveObjection.class, this::resolve);
    }

    private void review(Turn turn, ReviewListing command) {
        Listing listing = listings.require(command.getListing());
        ListingVersion version = listing.requireUnderWork(Fields.hash(command.getListingVersionSm3()));
        senders.requireFourEyes(turn, listing, version);
        long registrar = senders.requireRegistrar(turn, REGISTRAR);
        listing.requireReviewable();
        boolean registers = command.getDecision() == ReviewDecision.REGISTER;
        requireForm(command, registers);
        if (registers) {
            requireRegistrable(command, version);
        }
        turn.event(EventKind.LISTING_REVIEWED, listing.number(), version.number(), Fields.place(command.getDecision()));
        if (registers) {
            version.markRegistered();
            enter(turn, command, registrar);
        }
        moveOn(turn, listing, version, command.getDecision());
    }

    private static void requireForm(ReviewListing command, boolean registers) {
        int most = MAX_TEXT_LENGTH;
        Fields.requireText("registrationNo", command.getRegistrationNo(), registers ? 1 : 0, registers ? most : 0);
        Fields.requireText("reasonCode", command.getReasonCode(), registers ? 0 : 1, registers ? 0 : most);
        if (Fields.hash(command.getCertificateSm3()).equals(Sm3Hash.ZERO) == registers) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "certificateSm3", 0);
        }
    }

    private void requireRegistrable(ReviewListing command, ListingVersion version) {
        RegistrationType type = command.getRegistrationType();
        boolean fits = version.number() == 1 ? FIRST.contains(type) : type == RegistrationType.CHANGE;
        if (!fits) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "registrationType", Fields.place(type));
        }
        registrations.requireUnused(command.getRegistrationNo());
    }

    private void enter(Turn turn, ReviewListing command, long registrar) {
        tell(
                turn,
                registrations.register(
                        command.getRegistrationType(),
                        command.getListing(),
                        Fields.hash(command.getListingVersionSm3()),
                        command.getRegistrationNo(),
                        Fields.hash(command.getCertificateSm3()),
                        registrar));
    }

    /** An amendment leaves the listing AMENDING until it is listed; one that is rejected leaves the old version listed. */
    private static void moveOn(Turn turn, Listing listing, ListingVersion version, ReviewDecision decision) {
        boolean amending = listing.state() == ListingState.AMENDING;
        if (!amending) {
            ListingSteps.move(turn, listing, ListingState.UNDER_REVIEW);
        }
        switch (decision) {
            case RETURN -> {
                version.markReturned();
                moveUnless(amending, turn, listing, ListingState.RETURNED);
            }
            case REJECT -> {
                listing.dropUnderWork();
                ListingSteps.move(turn, listing, amending ? ListingState.LISTED : ListingState.REJECTED);
            }
            case REGISTER -> moveUnless(amending, turn, listing, ListingState.REGISTERED);
        }
    }

    private static void moveUnless(boolean amending, Turn turn, Listing listing, ListingState next) {
        if (!amending) {
            ListingSteps.move(turn, listing, next);
        }
    }

    private void object(Turn turn, RecordObjection command) {
        Listing listing = listings.require(command.getListing());
        long registrar = requireStranger(turn, listing);
        listing.requireMayBecome(ListingState.OBJECTED);
        if (command.getObjector() != 0) {
            participants.requireParty("objector", command.getObjector());
        }
        Sm3Hash document = Fields.requireHash("documentSm3", command.getDocumentSm3());
        note(turn, RegistrationType.OBJECTION, listing, document, registrar);
        ListingSteps.move(turn, listing, ListingState.OBJECTED);
    }

    private void resolve(Turn turn, ResolveObjection command) {
        Listing listing = listings.require(command.getListing());
        long registrar = requireStranger(turn, listing);
        if (listing.state() != ListingState.OBJECTED) {
            throw CommandRejected.because(
                    RefusalCode.WRONG_STATE, "listing", listing.state().number());
        }
        Sm3Hash document = Fields.requireHash("documentSm3", command.getDocumentSm3());
        if (command.getRuling() == ObjectionRuling.UPHOLD) {
            note(turn, RegistrationType.REVOCATION, listing, document, registrar);
            listing.upholdObjection();
        } else {
            listing.dismissObjection();
        }
        ListingSteps.tell(turn, listing, ListingState.OBJECTED);
    }

    /** A registrar whose own product it is not. */
    private long requireStranger(Turn turn, Listing listing) {
        if (turn.actor().participant() == listing.provider()) {
            throw CommandRejected.because(RefusalCode.FOUR_EYES, "listing", listing.number());
        }
        return senders.requireRegistrar(turn, REGISTRAR);
    }

    private void note(Turn turn, RegistrationType type, Listing listing, Sm3Hash document, long registrar) {
        Sm3Hash version = listing.listed().or(listing::underWork).orElseThrow().sm3();
        tell(turn, registrations.note(type, listing.number(), version, document, registrar));
    }

    static void tell(Turn turn, Registrations.Entry entry) {
        turn.event(EventKind.REGISTRATION_ENTERED, entry.number(), entry.listing(), Fields.place(entry.type()));
    }
}
