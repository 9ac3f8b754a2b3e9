package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3Hash;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertificate;

/**
 * An X.509 certificate of version 3 with an SM2 key, signed with sm2-with-sm3 (GB/T 20518-2018, RFC 5280). Immutable and
 * thread-safe. Being read says nothing about being valid: {@link CertificateChain} does.
 */
public final class Certificate {
    /** Longest DER form read. */
    public static final int MAXIMUM_LENGTH = 16 << 10;

    private static final String WHAT = "certificate";
    private static final int VERSION_3 = 2;
    private static final int MAXIMUM_SERIAL_BITS = 160;

    private final byte[] der;
    private final SignedStructure signed;
    private final DistinguishedName subject;
    private final DistinguishedName issuer;
    private final BigInteger serial;
    private final Validity validity;
    private final Sm2PublicKey publicKey;
    private final CertificateExtensions extensions;

    private Certificate(byte[] der, ASN1Sequence outer) {
        this.der = der;
        this.signed = SignedStructure.of(outer, WHAT);
        TBSCertificate content = TBSCertificate.getInstance(signed.content());
        requireShape(content);
        this.subject = new DistinguishedName(content.getSubject());
        this.issuer = new DistinguishedName(content.getIssuer());
        this.serial = serial(content);
        this.validity = new Validity(
                DerTime.epochSeconds(content.getStartDate(), WHAT + " notBefore"),
                DerTime.epochSeconds(content.getEndDate(), WHAT + " notAfter"));
        this.publicKey = Sm2PublicKey.ofSubjectPublicKeyInfo(StrictDer.encode(content.getSubjectPublicKeyInfo()));
        Extensions read = content.getExtensions();
        if (read == null) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": has no extensions");
        }
        this.extensions = CertificateExtensions.of(read, WHAT);
    }

    private void requireShape(TBSCertificate content) {
        if (!content.getVersion().hasValue(VERSION_3)) {
            throw new CryptoException(Code.UNSUPPORTED, WHAT + ": version is not 3");
        }
        if (!content.getSignature().equals(signed.algorithm())) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": inner and outer signature algorithms differ");
        }
        if (content.getIssuer().size() == 0 || content.getSubject().size() == 0) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": subject or issuer is empty");
        }
    }

    private static BigInteger serial(TBSCertificate content) {
        BigInteger serial = content.getSerialNumber().getPositiveValue();
        if (content.getSerialNumber().getValue().signum() <= 0 || serial.bitLength() > MAXIMUM_SERIAL_BITS) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": serial number is not positive with at most 20 bytes");
        }
        return serial;
    }

    /**
     * Reads the DER form.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes; copied
     * @return the certificate, whose signature nobody has checked yet
     * @throws CryptoException LIMIT_EXCEEDED, MALFORMED, TRAILING_BYTES, UNSUPPORTED, WRONG_LENGTH, NOT_ON_CURVE or OUT_OF_RANGE
     */
    public static Certificate ofDer(byte[] der) {
        byte[] own = der.clone();
        return StrictDer.read(own, MAXIMUM_LENGTH, WHAT, outer -> new Certificate(own, outer));
    }

    /**
     * Reads the PEM form.
     *
     * @param pem one block CERTIFICATE
     * @return the certificate
     * @throws CryptoException as {@link #ofDer}
     */
    public static Certificate ofPem(String pem) {
        return ofDer(Pem.read(pem, Pem.CERTIFICATE));
    }

    /**
     * Who holds the key.
     *
     * @return the subject, not empty
     */
    public DistinguishedName subject() {
        return subject;
    }

    /**
     * Who signed.
     *
     * @return the issuer, not empty
     */
    public DistinguishedName issuer() {
        return issuer;
    }

    /**
     * The number the issuer gave it.
     *
     * @return positive, at most 20 bytes
     */
    public BigInteger serial() {
        return serial;
    }

    /**
     * When it holds.
     *
     * @return first and last second
     */
    public Validity validity() {
        return validity;
    }

    /**
     * First second in which it holds.
     *
     * @return seconds since 1970
     */
    public long notBefore() {
        return validity.notBefore();
    }

    /**
     * Last second in which it holds.
     *
     * @return seconds since 1970
     */
    public long notAfter() {
        return validity.notAfter();
    }

    /**
     * The certified key.
     *
     * @return the key
     */
    public Sm2PublicKey publicKey() {
        return publicKey;
    }

    /**
     * What the key may be used for by its key usage extensions; nothing without them.
     *
     * @return the usages
     */
    public Set<CertificateUsage> usages() {
        return Stream.of(CertificateUsage.values())
                .filter(usage -> usage.isIn(extensions))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The name the issuer gave the key, by which a signer may be named (subject key identifier).
     *
     * @return a copy, or nothing without that extension
     */
    public Optional<byte[]> subjectKeyId() {
        return Optional.ofNullable(extensions.subjectKeyId()).map(byte[]::clone);
    }

    /**
     * Whether it is an authority's: basic constraints say so, and its key may sign certificates.
     *
     * @return whether it may issue
     */
    public boolean isAuthority() {
        return extensions.isAuthority()
                && (extensions.keyUsageBits() & CertificateUsage.AUTHORITY_SIGNS_CERTIFICATES) != 0;
    }

    CertificateExtensions extensions() {
        return extensions;
    }

    /**
     * The first attribute or extension that describes a natural person.
     *
     * @return its name, or nothing
     */
    public Optional<String> personalAttribute() {
        return subject.personalAttribute()
                .map(attribute -> "attribute " + attribute)
                .or(extensions::personal);
    }

    /**
     * Whether a key signed it.
     *
     * @param key the presumed issuer's
     * @return whether the signature verifies
     */
    public boolean isSignedBy(Sm2PublicKey key) {
        return signed.isSignedBy(key);
    }

    /**
     * The fingerprint people compare.
     *
     * @return SM3 of the DER form
     */
    public Sm3Hash sm3() {
        return Sm3Hash.ofContent(der);
    }

    /**
     * The DER form.
     *
     * @return a copy
     */
    public byte[] der() {
        return der.clone();
    }

    /**
     * The PEM form.
     *
     * @return one block CERTIFICATE
     */
    public String pem() {
        return Pem.write(Pem.CERTIFICATE, der);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }

    @Override
    public String toString() {
        return "Certificate[" + subject + ", serial " + serial.toString(16) + ", issuer " + issuer + "]";
    }
}
