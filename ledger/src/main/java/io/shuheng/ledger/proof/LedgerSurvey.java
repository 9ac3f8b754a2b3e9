package io.shuheng.ledger.proof;

import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.Mark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The first reading for a proof: where the records stand that other records rest on, and the newest checkpoint. Nothing is
 * hashed or verified here; the second reading and the check of the finished file do that. For one thread.
 */
final class LedgerSurvey {

    private static final long REVOKED_FOR_GOOD = Long.MAX_VALUE;

    /** A command's record, and the key its sender signed with. */
    record Place(long sequence, int key) {}

    /** The record that gave a key its number. */
    record KeyPlace(long sequence, KeyPurpose purpose, long owner) {}

    /** Sees every record, in order. */
    @FunctionalInterface
    interface Visitor {
        /** Takes the next record; the body is null for a result. */
        void record(RecordKind kind, byte[] bytes, int offset, int length, @Nullable CommandBody body);
    }

    private final Map<Integer, KeyPlace> keys = new HashMap<>();
    private final Map<Long, Place> applications = new HashMap<>();
    private final Map<Sm3Hash, Place> versions = new HashMap<>();
    private final Map<Long, Place> instruments = new HashMap<>();
    private final Map<Long, Place> mandates = new HashMap<>();
    private final Map<Integer, Place> statuses = new HashMap<>();
    private final Map<Integer, Long> statusTimes = new HashMap<>();
    private final SortedSet<Long> rotations = new TreeSet<>();
    private @Nullable RecordCatalogue catalogue;
    private @Nullable Checkpoint newest;
    private boolean pruned;

    /**
     * Reads a ledger's folder to its end. Blocks on the disk.
     *
     * @param archives of a pruned ledger, which are read along
     * @throws LedgerException CORRUPT, NOT_A_LEDGER or IO_FAILURE
     * @throws ProofException RULES_UNKNOWN
     */
    static LedgerSurvey of(Path ledger, List<Path> archives, Visitor visitor) {
        LedgerSurvey survey = new LedgerSurvey();
        try (LedgerReader reader = LedgerReader.open(ledger, archives)) {
            survey.pruned = reader.pruned() != null;
            Kind kind = reader.next();
            for (; kind == Kind.RECORD || kind == Kind.MARK; kind = reader.next()) {
                if (kind == Kind.RECORD) {
                    survey.record(reader.array(), reader.offset(), reader.length(), visitor);
                } else if (reader.mark() instanceof Mark.Checkpointed checkpointed) {
                    survey.newest = Checkpoint.parse(checkpointed.text());
                }
            }
            if (kind == Kind.FAULT) {
                throw new LedgerException(LedgerException.Code.CORRUPT, ledger + ": " + reader.fault());
            }
        } catch (RecordFormatException e) {
            throw new LedgerException(LedgerException.Code.CORRUPT, ledger + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Code.IO_FAILURE, ledger + " cannot be read: " + e, e);
        }
        return survey;
    }

    private void record(byte[] bytes, int offset, int length, Visitor visitor) {
        RecordCatalogue rules = catalogue;
        if (rules == null) {
            int version = LedgerIdentity.of(bytes, offset, length).rulesVersion();
            rules = RulesVersions.catalogue(version)
                    .orElseThrow(() -> new ProofException(
                            ProofException.Code.RULES_UNKNOWN, "the ledger follows rules version " + version));
            catalogue = rules;
        }
        RecordKind kind = rules.ofType(RecordHeader.type(bytes, offset));
        if (kind == null) {
            throw new RecordFormatException("record.type " + RecordHeader.type(bytes, offset) + ": unknown");
        }
        CommandBody body = null;
        if (kind.isCommand()) {
            body = CommandBody.read(kind.checker(), bytes, offset, offset + length);
            learn(kind, body, RecordHeader.sequence(bytes, offset));
        }
        visitor.record(kind, bytes, offset, length, body);
    }

    private void learn(RecordKind kind, CommandBody body, long sequence) {
        Place place = new Place(sequence, body.authentication().getKey());
        for (Event event : body.events()) {
            if (event.getKind() == EventKind.KEY_REGISTERED.number()) {
                keys.put((int) event.getA(), new KeyPlace(sequence, KeyPurpose.of((int) event.getB()), event.getC()));
                if (kind.javaClass() == RotateOperatorKey.class) {
                    rotations.add(sequence);
                }
            } else if (event.getKind() == EventKind.PARTICIPANT_APPLIED.number()) {
                applications.put(event.getA(), place);
            } else if (event.getKind() == EventKind.LISTING_SUBMITTED.number()) {
                // The first that brought this version: it stands before every instrument that names it.
                versions.putIfAbsent(versionIn(kind, body), place);
            } else if (event.getKind() == EventKind.INSTRUMENT_OPENED.number()) {
                instruments.put(event.getA(), place);
            } else if (event.getKind() == EventKind.CERTIFICATE_STATUS_RECORDED.number() && event.getA() != 0) {
                keepStatus((int) event.getA(), event.getB(), event.getC() != 0, place);
            } else if (event.getKind() == EventKind.MANDATE_GRANTED.number()) {
                mandates.put(event.getA(), place);
            }
        }
    }

    /** The newest answer by what it says of its own time; once one said that a certificate was revoked, that one stays. */
    private void keepStatus(int key, long thisUpdateNs, boolean revoked, Place place) {
        long knownNs = statusTimes.getOrDefault(key, Long.MIN_VALUE);
        if (knownNs != REVOKED_FOR_GOOD && (revoked || thisUpdateNs >= knownNs)) {
            statuses.put(key, place);
            statusTimes.put(key, revoked ? REVOKED_FOR_GOOD : thisUpdateNs);
        }
    }

    private static Sm3Hash versionIn(RecordKind kind, CommandBody body) {
        if (kind.javaClass() != SubmitListing.class) {
            throw new RecordFormatException(kind.schema().getName() + ": submits a listing and brings none");
        }
        return ListingVersion.sm3(
                AvroBytes.decode(SubmitListing.class, body.command()).getDescriptor());
    }

    /** The newest checkpoint in the files, which covers that record. */
    Checkpoint checkpointCovering(long sequence) {
        Checkpoint found = newest;
        if (found == null || found.size() <= sequence) {
            throw new ProofException(
                    ProofException.Code.NO_CHECKPOINT,
                    "record " + sequence + ": the newest checkpoint covers " + (found == null ? 0 : found.size())
                            + " records");
        }
        return found;
    }

    /** Whether records were taken out of what was read. */
    boolean isPruned() {
        return pruned;
    }

    /** Records that the newest checkpoint in the files covers, 0 where there is none. */
    long covered() {
        return newest == null ? 0 : newest.size();
    }

    /** The records below a size that put another key of the operator in force. */
    SortedSet<Long> rotations(long size) {
        return rotations.headSet(size);
    }

    Optional<KeyPlace> key(int number) {
        return Optional.ofNullable(keys.get(number));
    }

    /** The newest answer on record, under the newest checkpoint, about the certificate of a key. */
    Optional<Place> status(int key) {
        return Optional.ofNullable(statuses.get(key)).filter(place -> place.sequence() < covered());
    }

    Optional<Place> mandate(long number) {
        return Optional.ofNullable(mandates.get(number));
    }

    Optional<Place> application(long participant) {
        return Optional.ofNullable(applications.get(participant));
    }

    Optional<Place> instrument(long number) {
        return Optional.ofNullable(instruments.get(number));
    }

    /** The listing version that a contract names. */
    Optional<Place> version(ContractTerms terms) {
        return Optional.ofNullable(versions.get(
                Sm3Hash.of(terms.getSubject().getListingVersionSm3().bytes())));
    }
}
