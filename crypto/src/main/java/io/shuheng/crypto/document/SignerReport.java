package io.shuheng.crypto.document;

import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateChain;
import java.util.List;
import java.util.OptionalLong;

/**
 * A signer whose signature holds. Immutable.
 *
 * @param certificate of the signer
 * @param signingTime when it says it signed, seconds since 1970, where it says so; its own word only
 * @param chain how the certificate is trusted
 * @param countersigners who signed this signature
 * @param timeStamps what checking the time stamps over this signature found; one that is refused shows no time and spoils nothing
 */
public record SignerReport(
        Certificate certificate,
        OptionalLong signingTime,
        CertificateChain.Valid chain,
        List<SignerReport> countersigners,
        List<TimeStampResult> timeStamps) {
    /** Copies the lists. */
    public SignerReport {
        countersigners = List.copyOf(countersigners);
        timeStamps = List.copyOf(timeStamps);
    }
}
