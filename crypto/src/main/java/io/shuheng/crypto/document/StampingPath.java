package io.shuheng.crypto.document;

import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateChain;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** How a time stamp authority is trusted, or why it is not. */
sealed interface StampingPath {
    /**
     * From the authority to the anchor.
     *
     * @param links at least one
     */
    record Found(List<Link> links, boolean revocationChecked) implements StampingPath {
        /** Whether somebody's key or name stands anywhere on it. */
        boolean isOf(Collection<Certificate> holders) {
            return holders.stream()
                    .map(Link::of)
                    .anyMatch(holder -> links.stream().anyMatch(holder::sharesWith));
        }
    }

    /** No path. */
    record Missing(String why) implements StampingPath {}

    /** Key and name of one certificate, in DER. */
    record Link(byte[] publicKey, byte[] subject) {
        static Link of(Certificate certificate) {
            return new Link(
                    certificate.publicKey().subjectPublicKeyInfo(),
                    certificate.subject().der());
        }

        static Link of(ForeignCertificate certificate) {
            return new Link(DerWriter.encoded(certificate.publicKey()), certificate.subjectDer());
        }

        boolean sharesWith(Link other) {
            return Arrays.equals(publicKey, other.publicKey) || Arrays.equals(subject, other.subject);
        }
    }

    static StampingPath of(CertificateChain.Result result) {
        if (result instanceof CertificateChain.Valid valid) {
            Stream<Link> links = valid.path().stream().map(Link::of);
            return new Found(links.toList(), valid.revocationChecked());
        }
        CertificateChain.Invalid invalid = (CertificateChain.Invalid) result;
        return new Missing(invalid.code() + ": " + invalid.message());
    }
}
