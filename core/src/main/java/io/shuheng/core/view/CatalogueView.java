package io.shuheng.core.view;

import io.shuheng.core.listing.GiveOpinion;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.ListingState;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.registration.ReviewListing;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue (挂牌目录): products with their versions, opinions and states. A product is public once a version of it
 * was listed, and then found by those it is meant for. A version that was not listed is seen by those who see the affairs
 * of its provider, of who submitted it, or of an assessor engaged for it. Thread-safe; answers wait only
 * while a group of records is being applied.
 */
public final class CatalogueView {

    /** A listing as it now is. */
    private static final class Listing {

        private final long number;
        private final long provider;
        private final List<ListedVersion> versions = new ArrayList<>();
        private ListingState state = ListingState.DRAFT;
        private boolean recalled;
        private @Nullable ListedVersion listed;

        Listing(long number, long provider) {
            this.number = number;
            this.provider = provider;
        }

        ListedVersion newest() {
            return versions.get(versions.size() - 1);
        }

        ListedVersion shown() {
            ListedVersion last = listed;
            return last == null ? newest() : last;
        }

        /** A version that was returned or refused is replaced by the next one of its number. */
        void submitted(ListedVersion version) {
            if (!versions.isEmpty() && newest().number() == version.number()) {
                versions.remove(versions.size() - 1);
            }
            versions.add(version);
        }

        ListedVersion version(Sm3Hash sm3) {
            for (ListedVersion version : versions) {
                if (version.sm3().equals(sm3)) {
                    return version;
                }
            }
            throw new IllegalStateException("listing " + number + " has no version " + sm3);
        }

        ListingEntry toEntry() {
            ListedVersion version = shown();
            return new ListingEntry(
                    number,
                    provider,
                    version.descriptor().getProductId(),
                    state,
                    recalled,
                    listed != null,
                    version.toEntry());
        }
    }

    private final Stand stand;
    private final ParticipantView participants;
    private final List<Listing> listings = new ArrayList<>();

    CatalogueView(Stand stand, ParticipantView participants) {
        this.stand = stand;
        this.participants = participants;
    }

    /** The product with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<ListingEntry>> listing(Visibility visibility, long number) {
        return stand.ask(
                () -> find(number).filter(listing -> sees(visibility, listing)).map(Listing::toEntry));
    }

    /** The products that fit and that the caller sees, in the order they were first submitted. */
    public Page<ListingEntry> listings(Visibility visibility, ListingFilter filter, PageRequest request) {
        return stand.page(request, listings::size, place -> {
            Listing listing = listings.get((int) place);
            if (!sees(visibility, listing)) {
                return null;
            }
            ListingEntry entry = listing.toEntry();
            return filter.matches(entry) ? entry : null;
        });
    }

    /** The versions of a product: the listed ones, and to those involved also what is under work. */
    public Page<ListingVersionEntry> versions(Visibility visibility, long number, PageRequest request) {
        return stand.page(
                request,
                () -> find(number).map(listing -> listing.versions.size()).orElse(0),
                place -> {
                    Listing listing = listings.get((int) number - 1);
                    ListedVersion version = listing.versions.get((int) place);
                    return seesVersion(visibility, listing, version) ? version.toEntry() : null;
                });
    }

    /**
     * Everything that was said about a version, as a copy of the caller's own; empty where there is no such version or
     * the caller does not see it.
     *
     * @param versionSm3 the version's name, see {@link ListingVersionEntry#sm3}
     */
    public AsOf<Optional<ListingDescriptor>> descriptor(Visibility visibility, long number, Sm3Hash versionSm3) {
        AsOf<Optional<byte[]>> bytes = stand.ask(() -> find(number)
                .flatMap(listing -> listing.versions.stream()
                        .filter(version ->
                                version.sm3().equals(versionSm3) && seesVersion(visibility, listing, version))
                        .map(ListedVersion::descriptorBytes)
                        .findFirst()));
        return new AsOf<>(
                bytes.sequence(), bytes.value().map(found -> AvroBytes.decode(ListingDescriptor.class, found)));
    }

    void observe(ViewGroup group) {
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case LISTING_SUBMITTED -> submitted(event, group.commandOf(SubmitListing.class));
                case LISTING_STATE ->
                    required(event.a()).state = Numbered.of(ListingState.class, ListingState::number, event.c());
                case OPINION_GIVEN -> assessed(event, group.commandOf(GiveOpinion.class));
                case REGISTRATION_ENTERED -> group.command(ReviewListing.class).ifPresent(this::registered);
                case LISTING_VERSION_LISTED -> listed(required(event.a()));
                case LISTING_RECALLED -> required(event.a()).recalled = true;
                default -> {}
            }
        }
    }

    /** Number of the provider of a product. */
    long providerOf(long number) {
        return required(number).provider;
    }

    /** Whether the caller finds a product: it is involved, or the product is public and meant for it. */
    boolean sees(Visibility visibility, long number) {
        return find(number).filter(listing -> sees(visibility, listing)).isPresent();
    }

    private boolean sees(Visibility visibility, Listing listing) {
        return seesVersion(visibility, listing, listing.shown());
    }

    /** What was listed stays public in all its later versions' shadow: contracts name it. */
    private boolean seesVersion(Visibility visibility, Listing listing, ListedVersion version) {
        ListedVersion last = listing.listed;
        boolean wasListed = last != null && version.number() <= last.number();
        return (wasListed && visibility.isAmong(version.audience(participants::identifierOf)))
                || visibility.seesAffairsOf(listing.provider)
                || version.isInvolved(visibility);
    }

    private void submitted(ViewEvent event, SubmitListing command) {
        if (event.a() > listings.size()) {
            long provider =
                    command.getMandate() == 0 ? event.c() : participants.principalOf(command.getMandate(), event.c());
            listings.add(new Listing(event.a(), provider));
        }
        required(event.a()).submitted(new ListedVersion((int) event.b(), command.getDescriptor(), event.c()));
    }

    private void assessed(ViewEvent event, GiveOpinion command) {
        required(command.getListing())
                .version(Sm3Hash.of(command.getListingVersionSm3().bytes()))
                .assessed(event.a(), event.c(), command);
    }

    private void registered(ReviewListing command) {
        required(command.getListing())
                .version(Sm3Hash.of(command.getListingVersionSm3().bytes()))
                .registered(command.getRegistrationNo());
    }

    private static void listed(Listing listing) {
        listing.listed = listing.newest();
    }

    private Optional<Listing> find(long number) {
        return number < 1 || number > listings.size() ? Optional.empty() : Optional.of(listings.get((int) number - 1));
    }

    private Listing required(long number) {
        return find(number)
                .orElseThrow(() -> new IllegalStateException("listing " + number + ": no record has brought it"));
    }
}
