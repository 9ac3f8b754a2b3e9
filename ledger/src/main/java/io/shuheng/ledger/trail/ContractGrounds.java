package io.shuheng.ledger.trail;

import io.shuheng.core.listing.Delist;
import io.shuheng.core.listing.GiveOpinion;
import io.shuheng.core.listing.ListProduct;
import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.listing.ResumeListing;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.listing.SuspendListing;
import io.shuheng.core.participant.ActivateParticipant;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.ChangeParticipantStatus;
import io.shuheng.core.participant.FreezeByOrder;
import io.shuheng.core.participant.FreezeTarget;
import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.registration.RecordObjection;
import io.shuheng.core.registration.ResolveObjection;
import io.shuheng.core.registration.ReviewListing;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.inspect.InspectedRecord;
import org.apache.avro.specific.SpecificRecord;

/** Which records a contract rests on before it is made: its parties' memberships, its product's version. Stateless. */
final class ContractGrounds {

    private final TradeFacts trade;

    ContractGrounds(TradeFacts trade) {
        this.trade = trade;
    }

    /** Whether the record is one of them. */
    boolean include(InspectedRecord record) {
        return isMembership(record) || isOfTheVersion(record.value()) || isOfTheListing(record.value());
    }

    private boolean isMembership(InspectedRecord record) {
        SpecificRecord value = record.value();
        if (value instanceof ApplyForMembership) {
            return record.events().stream()
                    .anyMatch(event -> event.kind() == EventKind.PARTICIPANT_APPLIED && trade.hasParty(event.a()));
        }
        if (value instanceof ReviewIdentity review) {
            return trade.hasParty(review.getParticipant());
        }
        if (value instanceof ActivateParticipant activation) {
            return trade.hasParty(activation.getParticipant());
        }
        return value instanceof ChangeParticipantStatus change && trade.hasParty(change.getParticipant());
    }

    private boolean isOfTheVersion(SpecificRecord value) {
        if (value instanceof SubmitListing submitted) {
            return ListingVersion.sm3(submitted.getDescriptor()).equals(trade.listingVersionSm3());
        }
        if (value instanceof GiveOpinion opinion) {
            return isTheVersion(opinion.getListingVersionSm3());
        }
        if (value instanceof ReviewListing review) {
            return isTheVersion(review.getListingVersionSm3());
        }
        return value instanceof ListProduct listed && isTheVersion(listed.getListingVersionSm3());
    }

    private boolean isTheVersion(Hash32 version) {
        return Sm3Hash.of(version.bytes()).equals(trade.listingVersionSm3());
    }

    private boolean isOfTheListing(SpecificRecord value) {
        long listing = trade.listing();
        if (value instanceof SuspendListing suspension) {
            return suspension.getListing() == listing;
        }
        if (value instanceof ResumeListing resumption) {
            return resumption.getListing() == listing;
        }
        if (value instanceof Delist delisting) {
            return delisting.getListing() == listing;
        }
        if (value instanceof RecordObjection objection) {
            return objection.getListing() == listing;
        }
        if (value instanceof ResolveObjection resolution) {
            return resolution.getListing() == listing;
        }
        return value instanceof FreezeByOrder freeze
                && freeze.getTarget() == FreezeTarget.PRODUCT
                && freeze.getSubject() == listing;
    }
}
