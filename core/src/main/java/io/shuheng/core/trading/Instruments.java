package io.shuheng.core.trading;

import io.shuheng.core.listing.Listing;
import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.listing.Listings;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All instruments, numbered from 1. State of the engine: for its thread alone. */
public final class Instruments {

    private final List<Instrument> instruments = new ArrayList<>();
    private final Map<Sm3Hash, List<Instrument>> byVersion = new HashMap<>();
    private final Map<Long, List<Instrument>> byListing = new HashMap<>();

    /** None. */
    public Instruments() {}

    /** Opens an instrument; the caller has checked its terms. */
    public Instrument open(
            Sm3Hash termsHash, OpenInstrument terms, Listing listing, ListingVersion version, Board board) {
        Instrument instrument = new Instrument(instruments.size() + 1L, termsHash, terms, listing, version, board);
        instruments.add(instrument);
        byVersion.computeIfAbsent(version.sm3(), sm3 -> new ArrayList<>()).add(instrument);
        byListing.computeIfAbsent(listing.number(), number -> new ArrayList<>()).add(instrument);
        return instrument;
    }

    /** All of them, by number. */
    List<Instrument> all() {
        return Collections.unmodifiableList(instruments);
    }

    /** The instrument with that number. */
    public Optional<Instrument> instrument(long number) {
        return number < 1 || number > instruments.size()
                ? Optional.empty()
                : Optional.of(instruments.get((int) number - 1));
    }

    /**
     * The instrument with that number, which a command's field "instrument" names. Allocates nothing unless it refuses.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE
     */
    public Instrument require(long number) {
        if (number < 1 || number > instruments.size()) {
            throw CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, "instrument", number);
        }
        return instruments.get((int) number - 1);
    }

    /** SM3 of the command that opened the instrument with that number; zeros where there is none. */
    public Sm3Hash termsHash(long number) {
        return number < 1 || number > instruments.size()
                ? Sm3Hash.ZERO
                : instruments.get((int) number - 1).termsHash();
    }

    /** Those of one listing, whatever its version, in the order of their numbers. */
    public List<Instrument> ofListing(long listing) {
        return List.copyOf(byListing.getOrDefault(listing, List.of()));
    }

    /**
     * Requires that new terms fit beside the instruments that the same listing version has: licences in all not above
     * the listing's supply, and nothing beside an exclusive licence in its rights and scenarios.
     *
     * @throws CommandRejected SUPPLY_EXCEEDED, EXCLUSIVE_CONFLICT
     */
    public void requireRoom(OpenInstrument terms, ListingVersion version) {
        long lotsLeft = version.descriptor().getSupplyLots();
        for (Instrument other : byVersion.getOrDefault(version.sm3(), List.of())) {
            boolean exclusive = terms.getExclusive() || other.terms().getExclusive();
            if (exclusive && other.overlaps(terms)) {
                throw CommandRejected.because(RefusalCode.EXCLUSIVE_CONFLICT, "exclusive", other.number());
            }
            lotsLeft -= other.supplyLots();
        }
        if (terms.getSupplyKind() == SupplyKind.LIMITED && terms.getSupplyLots() > lotsLeft) {
            throw CommandRejected.because(RefusalCode.SUPPLY_EXCEEDED, "supplyLots", terms.getSupplyLots());
        }
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(instruments.size());
        for (Instrument instrument : instruments) {
            instrument.writeState(sink);
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty; listings and boards have been read. */
    public void readState(StateSource source, Listings listings, Boards boards) {
        for (int left = source.count(); left > 0; left--) {
            byte[] command = source.bytes();
            OpenInstrument terms = AvroBytes.decode(OpenInstrument.class, command);
            Listing listing = listings.require(terms.getListing());
            ListingVersion version = listing.everListed(source.integer())
                    .orElseThrow(() -> new RecordFormatException(
                            "state.instrument " + (instruments.size() + 1) + ": of no version that was listed"));
            open(Sm3Hash.of(Sm3.hash(command)), terms, listing, version, boards.require("board", terms.getBoard()));
        }
    }
}
