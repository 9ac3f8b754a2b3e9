package io.shuheng.ledger.proof;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.proof.LedgerSurvey.KeyPlace;
import io.shuheng.ledger.verify.MemberCertificates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/** Collects what a proof file opens and what it closes, then reads it. For one thread and one use. */
final class Opening {

    private static final int NO_KEY = 0;

    private final LedgerSurvey survey;
    private final Audience audience;
    private final SortedSet<Long> opened = new TreeSet<>(Set.of(0L));
    private final SortedSet<Long> closed = new TreeSet<>();
    private final SortedMap<Integer, Long> brought = new TreeMap<>();
    private final List<StatementSearch.Found> statements = new ArrayList<>();

    Opening(LedgerSurvey survey, Audience audience) {
        this.survey = survey;
        this.audience = audience;
    }

    /** Opens a command, and shows whose key is on it, and what its authority has last said of the key's certificate. */
    void open(LedgerSurvey.Place place) {
        openSigned(place);
        survey.status(place.key()).ifPresent(this::openSigned);
    }

    /** Of the officers who put such answers on record none is asked for. */
    private void openSigned(LedgerSurvey.Place place) {
        opened.add(place.sequence());
        if (place.key() == NO_KEY) {
            return;
        }
        KeyPlace key = survey.key(place.key())
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Code.CORRUPT,
                        "record " + place.sequence() + ": key " + place.key() + " was never registered"));
        boolean own = key.purpose() == KeyPurpose.PARTICIPANT && audience.mayOpenFor(key.owner());
        if (own || audience.isAuditor() || key.purpose() == KeyPurpose.OPERATOR) {
            opened.add(key.sequence());
        } else {
            brought.put(place.key(), key.sequence());
        }
    }

    /** Opens a result. */
    void openResult(long sequence) {
        opened.add(sequence);
    }

    /** Opens the statement that covers a command, and the opening of its session. */
    void openStatement(StatementSearch.Found found) {
        open(found.opening());
        open(found.statement());
        statements.add(found);
    }

    /** Names a record by its leaf hash. */
    void close(long sequence) {
        closed.add(sequence);
    }

    /** The file, once all is collected. Reads the ledger; blocks on the disk. */
    ProofFile file(LedgerProofs proofs, ProofSubject subject, Optional<ContractPart> contract) {
        Checkpoint checkpoint =
                survey.checkpointCovering(Math.max(opened.last(), closed.isEmpty() ? 0 : closed.last()));
        SortedSet<Long> rotations = survey.rotations(checkpoint.size());
        opened.removeAll(rotations);
        Set<Long> leaves = new HashSet<>(opened);
        leaves.addAll(rotations);
        leaves.addAll(closed);
        Set<Long> records = new HashSet<>(opened);
        records.addAll(rotations);
        records.addAll(brought.values());
        SessionPaths sessions = new SessionPaths(statements);
        LedgerProofs.Selection selected = proofs.select(records, leaves, checkpoint.size(), sessions::record);
        if (!selected.root().equals(checkpoint.root())) {
            throw new LedgerException(
                    LedgerException.Code.CORRUPT,
                    "at " + checkpoint.size() + " records the checkpoint has root " + checkpoint.root()
                            + ", the records give " + selected.root());
        }
        try {
            return new ProofFile(
                    subject,
                    operatorsAlone(checkpoint, selected),
                    Optional.empty(),
                    leaves(opened, selected),
                    closed.stream()
                            .map(sequence -> new ClosedLeaf(
                                    sequence,
                                    required(selected.leaves(), sequence),
                                    required(selected.proofs(), sequence).path()))
                            .toList(),
                    certificates(selected.records()),
                    contract,
                    sessions.stated(),
                    leaves(rotations, selected));
        } catch (RecordFormatException e) {
            throw new ProofException(ProofException.Code.TOO_LARGE, String.valueOf(e.getMessage()));
        }
    }

    private static List<OpenedLeaf> leaves(SortedSet<Long> sequences, LedgerProofs.Selection selected) {
        return sequences.stream()
                .map(sequence -> new OpenedLeaf(
                        required(selected.records(), sequence),
                        required(selected.proofs(), sequence).path()))
                .toList();
    }

    private static Checkpoint operatorsAlone(Checkpoint checkpoint, LedgerProofs.Selection selected) {
        byte[] genesis = required(selected.records(), 0L);
        return checkpoint.signedOnlyBy(
                LedgerIdentity.of(genesis, 0, genesis.length).operatorUscc());
    }

    /** Certificates of keys whose registration stays closed: a signature is checked with them alone. */
    private List<KeyCertificates> certificates(Map<Long, byte[]> records) {
        MemberCertificates authorities = authorities(required(records, 0L));
        List<KeyCertificates> certificates = new ArrayList<>();
        brought.forEach((key, sequence) -> {
            if (!opened.contains(sequence)) {
                certificates.add(new KeyCertificates(key, chain(required(records, sequence), authorities)));
            }
        });
        return certificates;
    }

    private static MemberCertificates authorities(byte[] genesis) {
        return new MemberCertificates((Genesis) command(genesis), List.of());
    }

    /** The key's certificate and those that join it to an authority of genesis; an application may hold others. */
    private static List<Certificate> chain(byte[] record, MemberCertificates authorities) {
        List<Certificate> registered = KeyCertificates.in(command(record));
        List<Certificate> path = authorities.path(
                registered.get(0), registered.subList(1, registered.size()), RecordHeader.timeNs(record, 0));
        return registered.stream().filter(path::contains).toList();
    }

    private static SpecificRecord command(byte[] record) {
        RecordKind kind = Objects.requireNonNull(RulesVersions.current().ofType(RecordHeader.type(record, 0)));
        CommandBody body = CommandBody.read(kind.checker(), record, 0, record.length);
        return AvroBytes.decode(kind.javaClass(), body.command());
    }

    private static <T> T required(Map<Long, T> found, long sequence) {
        return Objects.requireNonNull(found.get(sequence), () -> "record " + sequence);
    }
}
