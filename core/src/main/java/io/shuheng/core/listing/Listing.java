package io.shuheng.core.listing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A product on its way to the market and on it: the version that is listed, and the one that is under work. State of the
 * engine: for its thread alone. Its steps check nothing but the order of states; whoever takes them has checked the rest
 * with the {@code require} methods.
 */
public final class Listing {

    private static final String FIELD = "listing";

    private final long number;
    private final long provider;
    private final String productId;
    private final TreeMap<Integer, ListingVersion> everListed = new TreeMap<>();
    private ListingState state = ListingState.DRAFT;
    private @Nullable ListingState beforeObjection;
    private boolean suspendedByOfficer;
    private boolean recalled;
    private int freezes;
    private long frozenSinceNs;
    private long frozenNs;
    private @Nullable ListingVersion listed;
    private @Nullable ListingVersion underWork;

    Listing(long number, long provider, String productId) {
        this.number = number;
        this.provider = provider;
        this.productId = productId;
    }

    /** The listing's number, from 1; mandates name products by it. */
    public long number() {
        return number;
    }

    /** Number of the participant whose product it is. */
    public long provider() {
        return provider;
    }

    /** The provider's own name for the product. */
    public String productId() {
        return productId;
    }

    /** Where it stands. */
    public ListingState state() {
        return state;
    }

    /** Whether it is on its way off the market, or off it, for good. */
    public boolean isEnding() {
        return state == ListingState.DELISTING || state == ListingState.DELISTED;
    }

    /** Whether an officer, not the provider, suspended it. */
    public boolean isSuspendedByOfficer() {
        return suspendedByOfficer;
    }

    /** Whether it was recalled by law, which suspends all entitlements to it. */
    public boolean isRecalled() {
        return recalled;
    }

    /** The version that is, or was last, open to trade. */
    public Optional<ListingVersion> listed() {
        return Optional.ofNullable(listed);
    }

    /** The version with that number, if it is or was open to trade. */
    public Optional<ListingVersion> everListed(int version) {
        return Optional.ofNullable(everListed.get(version));
    }

    /** The version that is handed in, returned or registered, and not yet listed. */
    public Optional<ListingVersion> underWork() {
        return Optional.ofNullable(underWork);
    }

    /** The number that the next version handed in will have. */
    public int nextVersion() {
        return listed == null ? 1 : listed.number() + 1;
    }

    /** The listed version, which must have this name. */
    public ListingVersion requireListed(Sm3Hash versionSm3) {
        if (listed == null) {
            throw CommandRejected.because(RefusalCode.LISTING_NOT_LISTED, FIELD, number);
        }
        return requireName(listed, versionSm3);
    }

    /** The version under work, which must have this name. */
    public ListingVersion requireUnderWork(Sm3Hash versionSm3) {
        if (underWork == null) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, FIELD, state.number());
        }
        return requireName(underWork, versionSm3);
    }

    /** Either version, whichever has this name. */
    public ListingVersion requireVersion(Sm3Hash versionSm3) {
        if (underWork != null && underWork.sm3().equals(versionSm3)) {
            return underWork;
        }
        return listed == null ? requireUnderWork(versionSm3) : requireName(listed, versionSm3);
    }

    /** Requires that a registrar can decide over the version under work now. */
    public void requireReviewable() {
        if (state != ListingState.AMENDING) {
            state.require(ListingState.UNDER_REVIEW, FIELD);
        } else if (underWork == null || !underWork.awaitsReview()) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, FIELD, state.number());
        }
    }

    /** Requires that the version under work can be listed now. */
    public void requireListable() {
        boolean step = state == ListingState.REGISTERED || state == ListingState.AMENDING;
        if (!step || underWork == null || !underWork.isRegistered()) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, FIELD, state.number());
        }
    }

    /** Requires that this state may follow. */
    public void requireMayBecome(ListingState next) {
        state.require(next, FIELD);
    }

    /**
     * Requires that new orders for a version may be taken now: it is the listed one, within its validity, and the
     * compliance opinion on it is in force. Allocates nothing unless it refuses.
     */
    public void requireTradeable(ListingVersion version, long timeNs) {
        if (state != ListingState.LISTED) {
            throw CommandRejected.because(RefusalCode.LISTING_NOT_LISTED);
        }
        requireNotFrozen();
        if (version != listed) {
            throw CommandRejected.because(RefusalCode.LISTING_VERSION_SUPERSEDED);
        }
        version.requireValidity(timeNs);
        version.requireCompliance(timeNs);
    }

    /**
     * Requires that no authority's freeze lies on the product.
     *
     * @throws CommandRejected PRODUCT_FROZEN
     */
    public void requireNotFrozen() {
        if (freezes > 0) {
            throw CommandRejected.because(RefusalCode.PRODUCT_FROZEN);
        }
    }

    /** Whether an authority's freeze lies on the product. */
    public boolean isFrozen() {
        return freezes > 0;
    }

    /** A freeze of the product begins, or one that began ends (司法冻结). */
    public void freeze(boolean begins, long timeNs) {
        boolean before = isFrozen();
        freezes += begins ? 1 : -1;
        if (isFrozen() && !before) {
            frozenSinceNs = timeNs;
        } else if (before && !isFrozen()) {
            frozenNs += timeNs - frozenSinceNs;
        }
    }

    /**
     * Time as it runs for those who must deliver the product: it stands still while the product is frozen. Differences of
     * it are periods, nanoseconds.
     */
    public long runningNs(long timeNs) {
        return (isFrozen() ? frozenSinceNs : timeNs) - frozenNs;
    }

    /** Takes a version that was handed in; the listing's state is moved by {@link #moveTo}. */
    public void handIn(ListingVersion version) {
        underWork = version;
    }

    /** Gives up the version under work. */
    public void dropUnderWork() {
        underWork = null;
    }

    /** Makes the version under work the listed one. */
    public ListingVersion promote() {
        ListingVersion version = underWork;
        if (version == null) {
            throw new IllegalStateException("no version under work in listing " + number);
        }
        listed = version;
        everListed.put(version.number(), version);
        underWork = null;
        return version;
    }

    /** Takes a step. */
    public void moveTo(ListingState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("listing " + number + ": " + next + " after " + state);
        }
        if (next == ListingState.OBJECTED) {
            beforeObjection = state;
        }
        state = next;
    }

    /** Remembers who suspended it. */
    public void markSuspended(boolean byOfficer) {
        suspendedByOfficer = byOfficer;
    }

    /** Remembers that it was recalled by law. */
    public void markRecalled() {
        recalled = true;
    }

    /** Ends an objection that was not upheld, and returns the state it is in again. */
    public ListingState dismissObjection() {
        state = stateBeforeObjection();
        beforeObjection = null;
        return state;
    }

    /** Ends an objection that was upheld, and returns the new state: what was listed is delisted, the rest rejected. */
    public ListingState upholdObjection() {
        stateBeforeObjection();
        state = listed == null ? ListingState.REJECTED : ListingState.DELISTING;
        beforeObjection = null;
        underWork = null;
        return state;
    }

    private ListingState stateBeforeObjection() {
        if (beforeObjection == null) {
            throw new IllegalStateException("no objection to listing " + number);
        }
        return beforeObjection;
    }

    private static ListingVersion requireName(ListingVersion version, Sm3Hash versionSm3) {
        if (!version.sm3().equals(versionSm3)) {
            throw CommandRejected.because(RefusalCode.LISTING_VERSION_SUPERSEDED);
        }
        return version;
    }

    void writeState(StateSink sink) {
        sink.number(provider);
        sink.text(productId);
        sink.number(state.number());
        sink.number(beforeObjection == null ? 0 : beforeObjection.number());
        sink.flag(suspendedByOfficer);
        sink.flag(recalled);
        sink.number(freezes);
        sink.number(frozenSinceNs);
        sink.number(frozenNs);
        sink.number(everListed.size());
        everListed.values().forEach(version -> version.writeState(sink));
        sink.flag(underWork != null);
        if (underWork != null) {
            underWork.writeState(sink);
        }
    }

    /** Reads what {@link #writeState} wrote of the listing with that number. */
    static Listing readState(StateSource source, long number) {
        Listing listing = new Listing(number, source.number(), source.text());
        listing.state = source.numbered(ListingState.values(), ListingState::number);
        int before = source.integer();
        listing.beforeObjection = before == 0 ? null : ListingState.of(before);
        listing.suspendedByOfficer = source.flag();
        listing.recalled = source.flag();
        listing.freezes = source.integer();
        listing.frozenSinceNs = source.number();
        listing.frozenNs = source.number();
        for (int left = source.count(); left > 0; left--) {
            ListingVersion version = ListingVersion.readState(source);
            listing.everListed.put(version.number(), version);
            listing.listed = version;
        }
        listing.underWork = source.flag() ? ListingVersion.readState(source) : null;
        return listing;
    }
}
