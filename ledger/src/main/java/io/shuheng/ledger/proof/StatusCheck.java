package io.shuheng.ledger.proof;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.CertificateStanding;
import io.shuheng.core.participant.RecordCertificateStatus;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.view.StatusSnapshot;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What authorities' responders say of certificates in a proof file (在线证书状态): each recorded answer lies in its record, and is
 * checked again with the certificate that the file shows. For one thread.
 */
final class StatusCheck {

    private final Genesis genesis;
    private final List<OpenedRecord> records;
    private final OpenedSignatures signatures;

    StatusCheck(Genesis genesis, List<OpenedRecord> records, OpenedSignatures signatures) {
        this.genesis = genesis;
        this.records = records;
        this.signatures = signatures;
    }

    /** Those in the file, in order. */
    List<ProofReport.StatusShown> check() throws InvalidProof {
        List<ProofReport.StatusShown> shown = new ArrayList<>();
        for (OpenedRecord record : records) {
            if (record.value() instanceof RecordCertificateStatus command && !record.isRejected()) {
                Optional<ProofReport.StatusShown> one = check(record, command);
                one.ifPresent(shown::add);
            }
        }
        return shown;
    }

    private Optional<ProofReport.StatusShown> check(OpenedRecord record, RecordCertificateStatus command)
            throws InvalidProof {
        int key = record.told(EventKind.CERTIFICATE_STATUS_RECORDED)
                .map(Event::getA)
                .orElse(0L)
                .intValue();
        Optional<Certificate> certificate = signatures.certificate(key);
        if (certificate.isEmpty()) {
            // The file is about the record alone, and does not show the certificate.
            return Optional.empty();
        }
        Certificate subject = certificate.get();
        if (!subject.sm3().equals(Sm3Hash.of(command.getCertificateSm3().bytes()))) {
            throw refused(record, "is about another certificate than that of key " + key);
        }
        StatusSnapshot snapshot;
        try {
            snapshot = StatusSnapshot.read(genesis, AvroBytes.copyOf(command.getResponse()), subject, List.of());
        } catch (CryptoException e) {
            throw refused(record, "response: " + e.getMessage());
        }
        Optional<String> disagreement = snapshot.disagreement(command);
        if (disagreement.isPresent()) {
            throw refused(record, disagreement.get());
        }
        return Optional.of(new ProofReport.StatusShown(
                record.sequence(),
                key,
                subject,
                command.getStanding() == CertificateStanding.REVOKED,
                command.getRevokedFromNs(),
                command.getThisUpdateNs(),
                command.getNextUpdateNs(),
                snapshot.authority().subject().toString()));
    }

    private static InvalidProof refused(OpenedRecord record, String why) {
        return new InvalidProof(ProofRule.CERTIFICATE, record.sequence(), why);
    }
}
