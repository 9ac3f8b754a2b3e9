package io.shuheng.ledger.trail;

import io.shuheng.core.contract.DemandDelivery;
import io.shuheng.core.contract.RescindContract;
import io.shuheng.core.listing.GiveOpinion;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.participant.FreezeByOrder;
import io.shuheng.core.participant.FreezeTarget;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.OpenInstrument;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/*
 * The exchange has one package for each capability, and its events are numbered in hundreds by them; so a new kind of
 * record or event finds its link by where it stands, and only the few that stand elsewhere are listed.
 */
/** Which link of the six a record or an event belongs to. Stateless, any thread. */
final class Links {

    private static final Map<Class<? extends SpecificRecord>, Link> ELSEWHERE = Map.of(
            SubmitListing.class, Link.REGISTRATION,
            GiveOpinion.class, Link.REGISTRATION,
            OpenBoard.class, Link.LISTING,
            OpenInstrument.class, Link.LISTING,
            OfferFixedPrice.class, Link.LISTING,
            DemandDelivery.class, Link.DELIVERY,
            RescindContract.class, Link.DELIVERY);

    private static final String CORE = "io.shuheng.core.";
    private static final int HUNDRED = 100;

    private Links() {}

    /** That of a command or result; empty for what belongs to none, such as a TICK. */
    static Optional<Link> of(SpecificRecord value) {
        if (value instanceof FreezeByOrder freeze) {
            return Optional.of(ofFreeze(freeze.getTarget()));
        }
        Link listed = ELSEWHERE.get(value.getClass());
        return listed == null ? byPackage(value.getClass().getName()) : Optional.of(listed);
    }

    private static Link ofFreeze(FreezeTarget target) {
        return switch (target) {
            case CASH -> Link.CLEARING;
            case LICENCES -> Link.TRADING;
            case PRODUCT -> Link.LISTING;
        };
    }

    private static Optional<Link> byPackage(String className) {
        String inCore = className.startsWith(CORE) ? className.substring(CORE.length()) : "";
        String capability = inCore.substring(0, Math.max(0, inCore.indexOf('.')));
        return Optional.ofNullable(
                switch (capability) {
                    case "participant", "registration" -> Link.REGISTRATION;
                    case "listing" -> Link.LISTING;
                    case "trading", "contract", "session" -> Link.TRADING;
                    case "delivery", "dispute" -> Link.DELIVERY;
                    case "clearing" -> Link.CLEARING;
                    case "voucher" -> Link.VOUCHER;
                    default -> null;
                });
    }

    /** That of an event; empty for those that belong to their command's. */
    static Optional<Link> of(EventKind kind) {
        return Optional.ofNullable(
                switch (kind) {
                    case SESSION_OPENED, SESSION_ENDED, STATEMENT_SIGNED, CONTRACT_IN_FORCE -> Link.TRADING;
                    case LISTING_SUBMITTED, OPINION_GIVEN, LISTING_REVIEWED, REGISTRATION_ENTERED -> Link.REGISTRATION;
                    case OFFER_MADE, LICENCES_ISSUED -> Link.LISTING;
                    case FREEZE_ORDERED, FREEZE_LIFTED -> null;
                    default -> byNumber(kind.number() / HUNDRED);
                });
    }

    private static @Nullable Link byNumber(int hundred) {
        return switch (hundred) {
            case 1 -> Link.REGISTRATION;
            case 2 -> Link.LISTING;
            case 3, 4 -> Link.TRADING;
            case 5 -> Link.DELIVERY;
            case 6 -> Link.CLEARING;
            case 7 -> Link.VOUCHER;
            default -> null;
        };
    }
}
