package io.shuheng.core.view;

import io.shuheng.core.listing.GiveOpinion;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.OpinionKind;
import io.shuheng.core.participant.Identifier;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A version of a listing as it now is; changed by the feed alone. */
final class ListedVersion {

    private final int number;
    private final byte[] descriptorBytes;
    private final Sm3Hash sm3;
    private final ListingDescriptor descriptor;
    private final Set<Identifier> eligible;
    private final long submitter;
    private final Map<OpinionKind, OpinionEntry> opinions = new EnumMap<>(OpinionKind.class);
    private String registrationNo = "";

    ListedVersion(int number, ListingDescriptor descriptor, long submitter) {
        this.number = number;
        this.descriptor = descriptor;
        this.descriptorBytes = AvroBytes.encode(descriptor);
        this.sm3 = Sm3Hash.of(Sm3.hash(descriptorBytes));
        this.submitter = submitter;
        this.eligible = descriptor.getEligibleBuyers().stream()
                .map(buyer -> new Identifier(buyer.getIdKind(), buyer.getId()))
                .collect(Collectors.toUnmodifiableSet());
    }

    int number() {
        return number;
    }

    Sm3Hash sm3() {
        return sm3;
    }

    ListingDescriptor descriptor() {
        return descriptor;
    }

    byte[] descriptorBytes() {
        return descriptorBytes.clone();
    }

    /** For whom it is meant, given under which identifier a participant is registered. */
    ListingAudience audience(LongFunction<@Nullable Identifier> identifiers) {
        return new ListingAudience(descriptor.getVisibility(), participant -> {
            Identifier identifier = identifiers.apply(participant);
            return identifier != null && eligible.contains(identifier);
        });
    }

    /** Whether the caller sees the affairs of somebody who submitted or assesses this version. */
    boolean isInvolved(Visibility visibility) {
        long qualityAssessor = descriptor.getQualityAssessor();
        return visibility.seesAffairsOf(submitter)
                || visibility.seesAffairsOf(descriptor.getComplianceAssessor())
                || (qualityAssessor != 0 && visibility.seesAffairsOf(qualityAssessor));
    }

    void registered(String newRegistrationNo) {
        registrationNo = newRegistrationNo;
    }

    void assessed(long opinion, long assessor, GiveOpinion given) {
        opinions.put(
                given.getKind(),
                new OpinionEntry(
                        opinion,
                        given.getKind(),
                        assessor,
                        given.getResult(),
                        Sm3Hash.of(given.getDocumentSm3().bytes()),
                        given.getValidFromNs(),
                        given.getValidToNs()));
    }

    ListingVersionEntry toEntry() {
        return new ListingVersionEntry(
                number,
                sm3,
                descriptor.getVersion(),
                new Bilingual(
                        descriptor.getTitle().getZh(), descriptor.getTitle().getEn()),
                new Bilingual(
                        descriptor.getSummary().getZh(), descriptor.getSummary().getEn()),
                descriptor.getProductType(),
                descriptor.getGrade(),
                descriptor.getGradeLevel(),
                descriptor.getPersonalInfo(),
                descriptor.getAllowedScenarios(),
                descriptor.getPricing().getModel(),
                descriptor.getPricing().getPriceMicros(),
                descriptor.getPricing().getUnit(),
                descriptor.getBoard(),
                descriptor.getSupplyKind(),
                descriptor.getSupplyLots(),
                descriptor.getValidFromNs(),
                descriptor.getValidToNs(),
                submitter,
                registrationNo,
                List.copyOf(opinions.values()));
    }
}
