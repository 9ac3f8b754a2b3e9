package io.shuheng.core.participant;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/*
 * No authority is asked for: the operator's first certificate is taken from genesis without one, and who may speak for the
 * operator afterwards is for the key in force to say. An auditor who trusts an authority looks whether later certificates
 * lead to it, and is told where they do not.
 */
/**
 * Which certificate may take the place of the operator's: one that can be read, for signing, valid at the time, of the same
 * organisation, naming no natural person, whose key has signed that it takes that place. The façade asks before it sequences
 * a rotation; the verifier asks again, at the command's own time. Immutable, thread-safe, does no I/O.
 */
public final class OperatorSuccession {

    private static final String CERTIFICATE = "certificate";
    private static final int SIGNATURE_BYTES = 64;

    private final Sm3Hash ledgerId;
    private final String uscc;
    private final Set<String> names;

    private OperatorSuccession(Sm3Hash ledgerId, String uscc, Set<String> names) {
        this.ledgerId = ledgerId;
        this.uscc = uscc;
        this.names = names;
    }

    /** In the ledger of that genesis. */
    public static OperatorSuccession in(Genesis genesis) {
        return new OperatorSuccession(
                Sm3Hash.of(genesis.getLedgerId().bytes()),
                genesis.getOperatorUscc(),
                Stream.of(genesis.getOperatorNameZh(), genesis.getOperatorNameEn())
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Why a rotation's certificate is not taken; empty where it is. Whether the key before has signed the command is for
     * others to say.
     *
     * @param predecessor the certificate whose place is taken
     * @param timeNs nanoseconds since 1970
     */
    public Optional<CertificatePolicy.Refusal> refusal(
            RotateOperatorKey rotation, Certificate predecessor, long timeNs) {
        Certificate certificate;
        try {
            certificate = Certificate.ofDer(AvroBytes.copyOf(rotation.getCertificate()));
            rotation.getIntermediates().forEach(der -> Certificate.ofDer(AvroBytes.copyOf(der)));
        } catch (CryptoException e) {
            return refused(RefusalCode.CERT_MALFORMED, CERTIFICATE + ": " + e.getMessage());
        }
        return unfit(certificate, timeNs)
                .or(() -> otherHolder(certificate, predecessor))
                .or(() -> isPossessed(ledgerId, rotation, predecessor)
                        ? Optional.empty()
                        : refused(RefusalCode.NO_POSSESSION, "possession: " + RefusalCode.NO_POSSESSION.meaning()));
    }

    /**
     * Whether a rotation carries the new key's signature that it takes the place of that certificate.
     *
     * @throws CryptoException where the new certificate cannot be read
     */
    public static boolean isPossessed(Sm3Hash ledgerId, RotateOperatorKey rotation, Certificate predecessor) {
        Certificate certificate = Certificate.ofDer(AvroBytes.copyOf(rotation.getCertificate()));
        byte[] possession = AvroBytes.copyOf(rotation.getPossession());
        if (possession.length != SIGNATURE_BYTES) {
            return false;
        }
        byte[] signed = SuccessionBytes.of(ledgerId, predecessor.sm3(), certificate.sm3());
        return new Sm2Verifier(certificate.publicKey()).verifyRaw(signed, possession);
    }

    private static Optional<CertificatePolicy.Refusal> unfit(Certificate certificate, long timeNs) {
        if (!certificate.usages().contains(CertificateUsage.SIGN)) {
            return refused(RefusalCode.CERT_WRONG_USAGE, CERTIFICATE + ": not for signing");
        }
        if (certificate.personalAttribute().isPresent()) {
            return refused(
                    RefusalCode.CERT_PERSONAL_NAME,
                    CERTIFICATE + ": " + certificate.personalAttribute().get());
        }
        return certificate.validity().holdsAt(timeNs)
                ? Optional.empty()
                : refused(
                        RefusalCode.CERT_EXPIRED,
                        CERTIFICATE + ": valid from second " + certificate.notBefore() + " to "
                                + certificate.notAfter());
    }

    /** Its code where the subject has one, and the name of the certificate before, or one of those of genesis. */
    private Optional<CertificatePolicy.Refusal> otherHolder(Certificate certificate, Certificate predecessor) {
        Optional<String> code = certificate.subject().serialNumber();
        if (code.isPresent() && !code.get().equals(uscc)) {
            return refused(
                    RefusalCode.CERT_OTHER_HOLDER,
                    CERTIFICATE + ": issued to " + code.get() + ", the operator's code is " + uscc);
        }
        Optional<String> name = certificate.subject().organization();
        boolean same = name.equals(predecessor.subject().organization())
                || name.filter(names::contains).isPresent();
        return same
                ? Optional.empty()
                : refused(
                        RefusalCode.CERT_OTHER_HOLDER,
                        CERTIFICATE + ": issued to " + name.orElse("no organisation") + ", the operator is "
                                + predecessor.subject().organization().orElse("named nowhere"));
    }

    private static Optional<CertificatePolicy.Refusal> refused(RefusalCode code, String message) {
        return Optional.of(new CertificatePolicy.Refusal(code, message));
    }
}
