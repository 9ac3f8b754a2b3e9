package io.shuheng.core.registration;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The register of data products (统一登记): entries, numbered from 1, that are added and never changed. State of the
 * engine: for its thread alone.
 */
public final class Registrations {

    /**
     * One entry. Immutable.
     *
     * @param number from 1
     * @param type kind of the entry
     * @param listing number of the listing
     * @param listingVersionSm3 the version it is about
     * @param registrationNo the registrar's own number (登记编号); empty where the entry has none
     * @param documentSm3 SM3 of the certificate, objection or ruling; zeros where there is none
     * @param registrar number of the participant who entered it, the operator's for an officer
     */
    public record Entry(
            long number,
            RegistrationType type,
            long listing,
            Sm3Hash listingVersionSm3,
            String registrationNo,
            Sm3Hash documentSm3,
            long registrar) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> registrationNos = new HashSet<>();

    /** Empty. */
    public Registrations() {}

    /** Requires a registration number that no entry has. */
    public void requireUnused(String registrationNo) {
        if (registrationNos.contains(registrationNo)) {
            throw CommandRejected.because(RefusalCode.DUPLICATE, "registrationNo", 0);
        }
    }

    /** Adds an entry with a registration number, of which the caller has made sure that it is unused. */
    public Entry register(
            RegistrationType type,
            long listing,
            Sm3Hash listingVersionSm3,
            String registrationNo,
            Sm3Hash certificateSm3,
            long registrar) {
        if (!registrationNos.add(registrationNo)) {
            throw new IllegalStateException("registered twice: " + registrationNo);
        }
        return add(type, listing, listingVersionSm3, registrationNo, certificateSm3, registrar);
    }

    /** Adds an entry that has no registration number: deregistration, revocation or objection. */
    public Entry note(
            RegistrationType type, long listing, Sm3Hash listingVersionSm3, Sm3Hash documentSm3, long registrar) {
        return add(type, listing, listingVersionSm3, "", documentSm3, registrar);
    }

    /** The entry with that number. */
    public Optional<Entry> entry(long number) {
        return number < 1 || number > entries.size() ? Optional.empty() : Optional.of(entries.get((int) number - 1));
    }

    private Entry add(
            RegistrationType type,
            long listing,
            Sm3Hash listingVersionSm3,
            String registrationNo,
            Sm3Hash documentSm3,
            long registrar) {
        Entry entry = new Entry(
                entries.size() + 1L, type, listing, listingVersionSm3, registrationNo, documentSm3, registrar);
        entries.add(entry);
        return entry;
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(entries.size());
        for (Entry entry : entries) {
            sink.text(entry.type.name());
            sink.number(entry.listing);
            sink.hash(entry.listingVersionSm3.bytes());
            sink.text(entry.registrationNo);
            sink.hash(entry.documentSm3.bytes());
            sink.number(entry.registrar);
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            Entry entry = add(
                    source.constant(RegistrationType.class),
                    source.number(),
                    source.sm3(),
                    source.text(),
                    source.sm3(),
                    source.number());
            if (!entry.registrationNo.isEmpty()) {
                registrationNos.add(entry.registrationNo);
            }
        }
    }
}
