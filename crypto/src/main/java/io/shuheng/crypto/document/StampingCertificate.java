package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2Verdict;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateChain;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.RevocationList;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;

/** A time stamp authority's certificate, of either kind. */
sealed interface StampingCertificate {
    byte[] der();

    byte[] issuerDer();

    BigInteger serial();

    Optional<byte[]> subjectKeyId();

    DistinguishedName subject();

    boolean stampsTime();

    /** Whether the authority's key signed a message. */
    boolean signed(CmsSigner signer, byte[] message);

    /** The path to an anchor at a time, or why there is none. */
    StampingPath path(
            List<StampingCertificate> between, Collection<byte[]> lists, TimeStampTrust trust, long atEpochSeconds);

    /** With an SM2 key. */
    record Sm2(Certificate certificate) implements StampingCertificate {
        @Override
        public byte[] der() {
            return certificate.der();
        }

        @Override
        public byte[] issuerDer() {
            return certificate.issuer().der();
        }

        @Override
        public BigInteger serial() {
            return certificate.serial();
        }

        @Override
        public Optional<byte[]> subjectKeyId() {
            return certificate.subjectKeyId();
        }

        @Override
        public DistinguishedName subject() {
            return certificate.subject();
        }

        @Override
        public boolean stampsTime() {
            return certificate.usages().contains(CertificateUsage.TIME_STAMP);
        }

        @Override
        public boolean signed(CmsSigner signer, byte[] message) {
            return signer.isSm2()
                    && signer.digestAlgorithm().getAlgorithm().equals(GMObjectIdentifiers.sm3)
                    && Sm2Verdict.of(certificate.publicKey(), message, signer.signature())
                            .isValid();
        }

        @Override
        public StampingPath path(
                List<StampingCertificate> between,
                Collection<byte[]> lists,
                TimeStampTrust trust,
                long atEpochSeconds) {
            List<Certificate> authorities = new ArrayList<>();
            for (StampingCertificate each : between) {
                if (each instanceof Sm2 other && other.certificate().isAuthority()) {
                    authorities.add(other.certificate());
                }
            }
            List<RevocationList> revocationLists = Stream.concat(
                            trust.revocationLists().stream(), lists.stream().map(RevocationList::ofDer))
                    .toList();
            return StampingPath.of(CertificateChain.validate(
                    certificate,
                    authorities,
                    trust.anchors(),
                    revocationLists,
                    atEpochSeconds,
                    CertificateUsage.TIME_STAMP));
        }
    }

    /** With an RSA or ECDSA key. */
    record Foreign(ForeignCertificate certificate) implements StampingCertificate {
        @Override
        public byte[] der() {
            return certificate.der();
        }

        @Override
        public byte[] issuerDer() {
            return certificate.issuerDer();
        }

        @Override
        public BigInteger serial() {
            return certificate.serial();
        }

        @Override
        public Optional<byte[]> subjectKeyId() {
            return certificate.subjectKeyId();
        }

        @Override
        public DistinguishedName subject() {
            return certificate.subject();
        }

        @Override
        public boolean stampsTime() {
            return certificate.stampsTime();
        }

        @Override
        public boolean signed(CmsSigner signer, byte[] message) {
            return ForeignSignature.verify(
                    certificate.publicKey(),
                    signer.signatureAlgorithm(),
                    signer.digestAlgorithm(),
                    message,
                    signer.signature());
        }

        /** Lists of foreign authorities are not read: such a path is never said to be checked for revocation. */
        @Override
        public StampingPath path(
                List<StampingCertificate> between,
                Collection<byte[]> lists,
                TimeStampTrust trust,
                long atEpochSeconds) {
            List<ForeignCertificate> authorities = new ArrayList<>();
            for (StampingCertificate each : between) {
                if (each instanceof Foreign other) {
                    authorities.add(other.certificate());
                }
            }
            List<ForeignCertificate> anchors = trust.foreignAnchors().stream()
                    .map(ForeignCertificate::ofDer)
                    .toList();
            return new ForeignPath(authorities, anchors, atEpochSeconds).from(certificate);
        }
    }

    /** The certificates of either kind among the bytes; tokens carry others too, which are no authority's that could be trusted. */
    static List<StampingCertificate> all(Collection<byte[]> ders) {
        List<StampingCertificate> all = new ArrayList<>();
        ders.forEach(der -> of(der).ifPresent(all::add));
        return List.copyOf(all);
    }

    private static Optional<StampingCertificate> of(byte[] der) {
        try {
            return Optional.of(new Sm2(Certificate.ofDer(der)));
        } catch (CryptoException notSm2) {
            try {
                return Optional.of(new Foreign(ForeignCertificate.ofDer(der)));
            } catch (CryptoException neither) {
                return Optional.empty();
            }
        }
    }
}
