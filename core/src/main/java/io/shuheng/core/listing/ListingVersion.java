package io.shuheng.core.listing;

import io.shuheng.core.participant.Identifier;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One version of a listing: its descriptor, named by the SM3 of the canonical bytes, how far its review is, and what
 * assessors say of it. State of the engine: for its thread alone.
 */
public final class ListingVersion {

    private final int number;
    private final ListingDescriptor descriptor;
    private final Sm3Hash sm3;
    private final long submitter;
    private final Map<OpinionKind, Opinion> opinions = new EnumMap<>(OpinionKind.class);
    private final Set<Identifier> eligibleBuyers = new HashSet<>();
    private boolean registered;
    private boolean returned;

    /**
     * A version as it was handed in.
     *
     * @param number from 1
     * @param submitter number of the participant who signed the submission
     */
    public ListingVersion(int number, ListingDescriptor descriptor, long submitter) {
        this.number = number;
        this.descriptor = descriptor;
        this.sm3 = sm3(descriptor);
        this.submitter = submitter;
        descriptor.getEligibleBuyers().forEach(id -> eligibleBuyers.add(new Identifier(id.getIdKind(), id.getId())));
    }

    /** SM3 of a descriptor's canonical bytes: the name of the version it describes. */
    public static Sm3Hash sm3(ListingDescriptor descriptor) {
        return Sm3Hash.of(Sm3.hash(AvroBytes.encode(descriptor)));
    }

    /** The version's number, from 1. */
    public int number() {
        return number;
    }

    /** What was handed in. Not to be changed. */
    public ListingDescriptor descriptor() {
        return descriptor;
    }

    /** SM3 of the descriptor's canonical bytes. */
    public Sm3Hash sm3() {
        return sm3;
    }

    /** Number of the participant who signed the submission: the provider, or an agent. */
    public long submitter() {
        return submitter;
    }

    /** Whether a registrar has entered it in the register. */
    public boolean isRegistered() {
        return registered;
    }

    /** Whether a registrar has given it back. */
    public boolean isReturned() {
        return returned;
    }

    /** Whether it waits for a registrar. */
    public boolean awaitsReview() {
        return !registered && !returned;
    }

    /** The last opinion of a kind. */
    public Optional<Opinion> opinion(OpinionKind kind) {
        return Optional.ofNullable(opinions.get(kind));
    }

    /** Number of the assessor who is engaged for opinions of a kind; 0 where there is none. */
    public long engagedAssessor(OpinionKind kind) {
        return kind == OpinionKind.COMPLIANCE ? descriptor.getComplianceAssessor() : descriptor.getQualityAssessor();
    }

    /** Takes an opinion in the place of the last one of its kind. */
    public void take(Opinion opinion) {
        opinions.put(opinion.kind(), opinion);
    }

    /** A registrar has entered it. */
    public void markRegistered() {
        registered = true;
    }

    /** A registrar has given it back. */
    public void markReturned() {
        returned = true;
    }

    /**
     * The gate "no compliance, no listing" (不合规不挂牌) but for the assessor's independence: the compliance opinion
     * that is there approves and is in force.
     */
    public Opinion requireCompliance(long timeNs) {
        Opinion opinion = opinions.get(OpinionKind.COMPLIANCE);
        if (opinion == null) {
            throw CommandRejected.because(RefusalCode.LISTING_NO_OPINION);
        }
        if (opinion.result() != OpinionResult.APPROVED) {
            throw CommandRejected.because(RefusalCode.LISTING_OPINION_REFUSED);
        }
        if (!opinion.inForceAt(timeNs)) {
            throw CommandRejected.because(RefusalCode.LISTING_OPINION_EXPIRED);
        }
        return opinion;
    }

    /**
     * Requires that a buyer is one of those for whom it is meant. Allocates nothing unless it refuses.
     *
     * @throws CommandRejected BUYER_NOT_ELIGIBLE
     */
    public void requireEligible(Identifier buyer) {
        if (!eligibleBuyers.isEmpty() && !eligibleBuyers.contains(buyer)) {
            throw CommandRejected.because(RefusalCode.BUYER_NOT_ELIGIBLE);
        }
    }

    /** Requires that the descriptor's validity has begun and not ended. */
    void requireValidity(long timeNs) {
        if (timeNs < descriptor.getValidFromNs() || timeNs >= descriptor.getValidToNs()) {
            throw CommandRejected.because(RefusalCode.LISTING_EXPIRED);
        }
    }

    void writeState(StateSink sink) {
        sink.number(number);
        sink.record(descriptor);
        sink.number(submitter);
        sink.flag(registered);
        sink.flag(returned);
        sink.number(opinions.size());
        opinions.forEach((kind, opinion) -> {
            sink.text(kind.name());
            opinion.writeState(sink);
        });
    }

    static ListingVersion readState(StateSource source) {
        ListingVersion version =
                new ListingVersion(source.integer(), source.record(ListingDescriptor.class), source.number());
        version.registered = source.flag();
        version.returned = source.flag();
        for (int left = source.count(); left > 0; left--) {
            version.take(Opinion.readState(source, source.constant(OpinionKind.class)));
        }
        return version;
    }
}
