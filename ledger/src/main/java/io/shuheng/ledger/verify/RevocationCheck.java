package io.shuheng.ledger.verify;

import io.shuheng.core.evidence.EvidenceException;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.RecordCertificateStatus;
import io.shuheng.core.participant.RecordRevocations;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.view.KnownCertificates;
import io.shuheng.core.view.RevocationSnapshot;
import io.shuheng.core.view.StatusSnapshot;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.RevocationList;
import io.shuheng.ledger.evidence.DirectoryEvidenceStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Compares each recorded revocation list (吊销列表快照) with what its command says of it, where the evidence is given, and each
 * recorded answer of a responder (在线证书状态), which lies in its command. A
 * certificate that is brought after a list it stands on is the next list's to end. For one thread.
 */
final class RevocationCheck {

    private final Genesis genesis;
    private final @Nullable DirectoryEvidenceStore evidence;
    private final KnownCertificates known = new KnownCertificates();
    private long recorded;
    private long compared;
    private long statuses;

    RevocationCheck(Genesis genesis, @Nullable Path evidence) {
        this.genesis = genesis;
        this.evidence = evidence == null ? null : DirectoryEvidenceStore.reading(evidence);
    }

    /** What was registered by the commands so far. */
    KnownCertificates known() {
        return known;
    }

    /** Takes the next command that the engine took; why it is not what the list says, or null. */
    @Nullable
    String accepted(RecordKind kind, CommandBody body, Object command) {
        String wrong = null;
        if (command instanceof RecordRevocations recording) {
            wrong = compare(recording);
        } else if (command instanceof RecordCertificateStatus status) {
            wrong = compare(status);
        }
        known.observe(kind, body);
        return wrong;
    }

    private @Nullable String compare(RecordRevocations command) {
        recorded++;
        Sm3Hash sm3 = Sm3Hash.of(command.getListSm3().bytes());
        try {
            Optional<byte[]> der = read(sm3);
            if (der.isEmpty()) {
                return null;
            }
            RevocationSnapshot snapshot = RevocationSnapshot.read(genesis, der.get());
            compared++;
            return snapshot.disagreement(command, known).orElse(null);
        } catch (EvidenceException | CryptoException e) {
            return "listSm3 " + sm3 + ": " + e.getMessage();
        }
    }

    /** The response lies in the command. Whether its responder stood on a list by then, the lists' own evidence shows. */
    private @Nullable String compare(RecordCertificateStatus command) {
        statuses++;
        Sm3Hash sm3 = Sm3Hash.of(command.getCertificateSm3().bytes());
        Certificate certificate = known.certificate(sm3).orElse(null);
        if (certificate == null) {
            return "certificateSm3 " + sm3 + ": not registered, or not to be read";
        }
        try {
            return StatusSnapshot.read(genesis, AvroBytes.copyOf(command.getResponse()), certificate, List.of())
                    .disagreement(command)
                    .orElse(null);
        } catch (CryptoException e) {
            return "response: " + e.getMessage();
        }
    }

    /** A document that is larger than any list is none, and is not read. */
    private Optional<byte[]> read(Sm3Hash sm3) {
        if (evidence == null) {
            return Optional.empty();
        }
        OptionalLong size = evidence.size(sm3);
        if (size.isPresent() && size.getAsLong() > RevocationList.MAXIMUM_LENGTH) {
            throw new CryptoException(
                    CryptoException.Code.LIMIT_EXCEEDED, "has " + size.getAsLong() + " bytes: no revocation list");
        }
        return evidence.get(sm3);
    }

    /** How many lists are on record, and of how many the list itself was seen. */
    Report.Revocations report() {
        return new Report.Revocations(recorded, compared, statuses);
    }
}
