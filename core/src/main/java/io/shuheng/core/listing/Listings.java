package io.shuheng.core.listing;

import io.shuheng.core.delivery.BasisKind;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All listings, numbered from 1 in the order they were first handed in. State of the engine: for its thread alone. */
public final class Listings {

    /** Rank of important data: general data has levels 1 to 4. */
    private static final int ABOVE_LEVELS = 5;

    private record Product(long provider, String productId) {}

    /** A version that is or was open to trade; where two products have had the very same one, the later. */
    private record Listed(Listing listing, ListingVersion version) {}

    private final List<Listing> listings = new ArrayList<>();
    private final Map<Product, Listing> byProduct = new HashMap<>();
    private final NavigableMap<Sm3Hash, Listed> everListed = new TreeMap<>();
    private long opinions;

    /** None. */
    public Listings() {}

    /** A new listing of a provider's product, in state DRAFT; the caller has made sure that there is none. */
    public Listing open(long provider, String productId) {
        Listing listing = new Listing(listings.size() + 1L, provider, productId);
        if (byProduct.putIfAbsent(new Product(provider, productId), listing) != null) {
            throw new IllegalStateException("listed twice: " + productId);
        }
        listings.add(listing);
        return listing;
    }

    /** Number of listings, which is the number of the last one. */
    public int count() {
        return listings.size();
    }

    /** The listing with that number. */
    public Optional<Listing> listing(long number) {
        return number < 1 || number > listings.size() ? Optional.empty() : Optional.of(listings.get((int) number - 1));
    }

    /** The listing with that number, which the command's field "listing" names. */
    public Listing require(long number) {
        return listing(number)
                .orElseThrow(() -> CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, "listing", number));
    }

    /** The listing of a provider's product. */
    public Optional<Listing> ofProduct(long provider, String productId) {
        return Optional.ofNullable(byProduct.get(new Product(provider, productId)));
    }

    /** The version with that name, if it was ever open to trade. */
    public Optional<ListingVersion> everListed(Sm3Hash versionSm3) {
        return Optional.ofNullable(everListed.get(versionSm3)).map(Listed::version);
    }

    /**
     * Requires that a product's grade is not below that of any listed version it derives from: derived data takes the
     * highest grade of its sources (GB/T 43697-2024).
     */
    public void requireGradeOfSources(ListingDescriptor descriptor) {
        for (Hash32 source : descriptor.getSourceVersions()) {
            ListingVersion version = everListed(Sm3Hash.of(source.bytes()))
                    .orElseThrow(() -> DescriptorFields.refused(RefusalCode.UNKNOWN_REFERENCE, "sourceVersions"));
            if (gradeRank(version.descriptor()) > gradeRank(descriptor)) {
                throw DescriptorFields.refused(RefusalCode.GRADE_BELOW_SOURCE, "grade");
            }
        }
    }

    private static int gradeRank(ListingDescriptor descriptor) {
        return switch (descriptor.getGrade()) {
            case GENERAL -> descriptor.getGradeLevel();
            case IMPORTANT -> ABOVE_LEVELS;
            case CORE -> ABOVE_LEVELS + 1;
        };
    }

    /** The number for the next opinion. */
    public long nextOpinion() {
        return ++opinions;
    }

    /** Makes a listing's version under work the listed one. */
    public ListingVersion promote(Listing listing) {
        ListingVersion version = listing.promote();
        everListed.put(version.sm3(), new Listed(listing, version));
        return version;
    }

    /**
     * The gate "no scenario, no trade" (无场景不交易): a declared scenario that the version allows and does not forbid.
     *
     * @param scenarioCode the declared code; empty where none was declared
     */
    public static void requireScenario(ListingVersion version, String scenarioCode) {
        if (scenarioCode.isEmpty()) {
            throw CommandRejected.because(RefusalCode.SCENARIO_MISSING);
        }
        ListingDescriptor descriptor = version.descriptor();
        if (!descriptor.getAllowedScenarios().contains(scenarioCode)
                || descriptor.getForbiddenScenarios().contains(scenarioCode)) {
            throw CommandRejected.because(RefusalCode.SCENARIO_NOT_ALLOWED);
        }
    }

    /**
     * What a contract over this version must name before anything is delivered (no basis, no delivery): the consent or
     * other legal basis and the impact assessment for data on persons that is not anonymised (PIPL, articles 23 and
     * 55); risk assessment and recipient's capability for important data; the approval where it leaves the country.
     * Empty where nothing is needed.
     *
     * @param crossesBorder whether this contract's delivery leaves the country
     */
    public static Set<BasisKind> basisNeeded(ListingVersion version, boolean crossesBorder) {
        ListingDescriptor descriptor = version.descriptor();
        Set<BasisKind> needed = EnumSet.noneOf(BasisKind.class);
        switch (descriptor.getPersonalInfo()) {
            case DE_IDENTIFIED, PERSONAL, SENSITIVE -> {
                needed.add(BasisKind.CONSENT);
                needed.add(BasisKind.IMPACT_ASSESSMENT);
            }
            case NONE, ANONYMISED -> {}
        }
        if (descriptor.getGrade() != Grade.GENERAL) {
            needed.add(BasisKind.RISK_ASSESSMENT);
            needed.add(BasisKind.RECIPIENT_CAPABILITY);
        }
        if (crossesBorder) {
            needed.add(BasisKind.CROSS_BORDER_APPROVAL);
        }
        return needed;
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(opinions);
        sink.number(listings.size());
        for (Listing listing : listings) {
            listing.writeState(sink);
        }
        sink.number(everListed.size());
        everListed.values().forEach(listed -> {
            sink.number(listed.listing.number());
            sink.number(listed.version.number());
        });
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        opinions = source.number();
        for (int left = source.count(); left > 0; left--) {
            Listing listing = Listing.readState(source, listings.size() + 1L);
            listings.add(listing);
            byProduct.put(new Product(listing.provider(), listing.productId()), listing);
        }
        for (int left = source.count(); left > 0; left--) {
            Listing listing = listings.get(source.within(1, listings.size()) - 1);
            ListingVersion version = listing.everListed(source.integer())
                    .orElseThrow(() -> new RecordFormatException(
                            "state.everListed of listing " + listing.number() + ": no such version"));
            everListed.put(version.sm3(), new Listed(listing, version));
        }
    }
}
