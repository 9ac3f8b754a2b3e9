package io.shuheng.core.view;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.participant.CertificateStanding;
import io.shuheng.core.participant.RecordCertificateStatus;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.OcspAnswer;
import io.shuheng.crypto.certificate.OcspEvidence;
import io.shuheng.crypto.certificate.OcspResponse;
import io.shuheng.crypto.certificate.RevocationList;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Optional;

/**
 * What a responder says of one certificate that is registered here (在线证书状态, OCSP, RFC 6960). The same rules make the
 * command that records it, and check it: an authority of genesis has issued the certificate; it, or a responder that it has
 * certified for OCSPSigning, has signed the response; the response names the issuer by SM3 or SHA-256; and the command says
 * what the answer says. A revocation that is dated after its own answer is none yet. Immutable, thread-safe.
 */
public final class StatusSnapshot {

    private static final String SHA_1 = "SHA-1";

    private final Certificate subject;
    private final Certificate authority;
    private final OcspResponse response;
    private final OcspAnswer answer;
    private final long revokedFromNs;

    private StatusSnapshot(
            Certificate subject, Certificate authority, OcspResponse response, OcspAnswer answer, long revokedFromNs) {
        this.subject = subject;
        this.authority = authority;
        this.response = response;
        this.answer = answer;
        this.revokedFromNs = revokedFromNs;
    }

    /**
     * Reads a response about a certificate.
     *
     * @param der the OCSPResponse in DER
     * @param subject the certificate
     * @param lists revocation lists at hand, which may name the responder
     * @throws CryptoException where it cannot be read, or proves nothing of the certificate
     */
    public static StatusSnapshot read(
            Genesis genesis, byte[] der, Certificate subject, Collection<RevocationList> lists) {
        OcspResponse response = OcspResponse.ofDer(der);
        Certificate authority = authority(genesis, subject);
        OcspAnswer answer = response.find(subject, authority)
                .orElseThrow(() -> refused(response + ": no answer on " + subject + " of this issuer"));
        if (answer.issuerHash().equals(SHA_1)) {
            throw new CryptoException(
                    CryptoException.Code.ALGORITHM_REFUSED,
                    response + ": names the issuer by SHA-1, not by SM3 or SHA-256");
        }
        OcspEvidence evidence = OcspEvidence.of(response, subject, authority, lists, answer.thisUpdate());
        if (evidence instanceof OcspEvidence.Rejected rejected) {
            throw refused(rejected.fault() + ": " + rejected.message());
        }
        long revokedFromNs = evidence instanceof OcspEvidence.Revoked revoked
                ? EvidenceTimes.nanos(revoked.revocation().revokedAt())
                : -1;
        return new StatusSnapshot(subject, authority, response, answer, revokedFromNs);
    }

    private static Certificate authority(Genesis genesis, Certificate subject) {
        for (MemberAuthority named : genesis.getMemberAuthorities()) {
            Certificate authority = Certificate.ofDer(AvroBytes.copyOf(named.getCertificate()));
            if (subject.issuer().equals(authority.subject()) && subject.isSignedBy(authority.publicKey())) {
                return authority;
            }
        }
        throw refused(subject + ": not issued by an authority that genesis names");
    }

    private static CryptoException refused(String why) {
        return new CryptoException(CryptoException.Code.BAD_SIGNATURE, why);
    }

    /** The authority that issued the certificate. */
    public Certificate authority() {
        return authority;
    }

    /** The command that records it, without client id and validity. */
    public RecordCertificateStatus.Builder command() {
        boolean revoked = revokedFromNs >= 0;
        return RecordCertificateStatus.newBuilder()
                .setCertificateSm3(field(subject.sm3()))
                .setAuthoritySm3(field(authority.sm3()))
                .setResponse(ByteBuffer.wrap(response.der()))
                .setStanding(revoked ? CertificateStanding.REVOKED : CertificateStanding.GOOD)
                .setRevokedFromNs(revoked ? revokedFromNs : 0)
                .setThisUpdateNs(EvidenceTimes.nanos(answer.thisUpdate()))
                .setNextUpdateNs(
                        answer.nextUpdate().isPresent()
                                ? EvidenceTimes.nanos(answer.nextUpdate().getAsLong())
                                : 0);
    }

    /** What a command says that the response does not; empty where they agree. */
    public Optional<String> disagreement(RecordCertificateStatus command) {
        RecordCertificateStatus said = command()
                .setClientId(command.getClientId())
                .setNotAfterNs(command.getNotAfterNs())
                .build();
        if (said.equals(command)) {
            return Optional.empty();
        }
        return Optional.of("standing, revokedFromNs, thisUpdateNs, nextUpdateNs, authoritySm3: the response says "
                + said.getStanding() + ", " + said.getRevokedFromNs() + ", " + said.getThisUpdateNs() + ", "
                + said.getNextUpdateNs() + ", " + authority.sm3());
    }

    private static Hash32 field(Sm3Hash hash) {
        return new Hash32(hash.bytes());
    }
}
