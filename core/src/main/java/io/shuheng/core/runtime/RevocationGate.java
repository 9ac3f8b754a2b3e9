package io.shuheng.core.runtime;

import io.shuheng.core.evidence.EvidenceException;
import io.shuheng.core.evidence.EvidenceStore;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.RecordCertificateStatus;
import io.shuheng.core.participant.RecordRevocations;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.view.KnownCertificates;
import io.shuheng.core.view.RevocationSnapshot;
import io.shuheng.core.view.StatusSnapshot;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.RevocationList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a command record only what a signed revocation list or OCSP response says, and knows the lists on record: a certificate that stands
 * on one of them is not taken any more. Thread-safe; blocks as the evidence store does.
 */
final class RevocationGate {

    private final Genesis genesis;
    private final EvidenceStore evidence;
    private final KnownCertificates known;
    private final Map<Sm3Hash, RevocationList> read = new HashMap<>();

    RevocationGate(Genesis genesis, EvidenceStore evidence, KnownCertificates known) {
        this.genesis = genesis;
        this.evidence = evidence;
        this.known = known;
    }

    /** Requires that the list a command names is there, signed, and says what the command says. */
    void require(RecordRevocations command) throws Admission.Refused {
        Sm3Hash sm3 = Sm3Hash.of(command.getListSm3().bytes());
        byte[] der = get(sm3).orElseThrow(() -> unknown("listSm3 " + sm3));
        Optional<String> disagreement;
        try {
            disagreement = RevocationSnapshot.read(genesis, der).disagreement(command, known);
        } catch (CryptoException e) {
            disagreement = Optional.of("listSm3 " + sm3 + ": " + e.getMessage());
        }
        if (disagreement.isPresent()) {
            throw new Admission.Refused(RefusalCode.REVOCATIONS_NOT_AS_LISTED, disagreement.get());
        }
    }

    /** Requires that the response in a command is signed by who may, and says what the command says. */
    void require(RecordCertificateStatus command) throws Admission.Refused {
        Sm3Hash sm3 = Sm3Hash.of(command.getCertificateSm3().bytes());
        Certificate certificate = known.certificate(sm3)
                .orElseThrow(() -> new Admission.Refused(
                        RefusalCode.STATUS_NOT_AS_ANSWERED, "certificateSm3 " + sm3 + ": is not registered here"));
        Optional<String> disagreement;
        try {
            disagreement = StatusSnapshot.read(genesis, AvroBytes.copyOf(command.getResponse()), certificate, lists())
                    .disagreement(command);
        } catch (CryptoException e) {
            disagreement = Optional.of("response: " + e.getMessage());
        }
        if (disagreement.isPresent()) {
            throw new Admission.Refused(RefusalCode.STATUS_NOT_AS_ANSWERED, disagreement.get());
        }
    }

    /** The newest recorded list of each authority. A list that the store has lost refuses: it may name the certificate. */
    synchronized List<RevocationList> lists() throws Admission.Refused {
        List<Sm3Hash> newest = known.newestLists();
        read.keySet().retainAll(newest);
        List<RevocationList> lists = new ArrayList<>();
        for (Sm3Hash sm3 : newest) {
            RevocationList list = read.get(sm3);
            if (list == null) {
                list = RevocationList.ofDer(get(sm3).orElseThrow(() -> unknown("a recorded revocation list, " + sm3)));
                read.put(sm3, list);
            }
            lists.add(list);
        }
        return lists;
    }

    private Optional<byte[]> get(Sm3Hash sm3) throws Admission.Refused {
        try {
            return evidence.get(sm3);
        } catch (EvidenceException e) {
            throw new Admission.Refused(RefusalCode.EVIDENCE_UNKNOWN, sm3 + ": " + e.getMessage());
        }
    }

    private static Admission.Refused unknown(String what) {
        return new Admission.Refused(
                RefusalCode.EVIDENCE_UNKNOWN, what + ": " + RefusalCode.EVIDENCE_UNKNOWN.meaning());
    }
}
