package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm2PublicKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.jspecify.annotations.Nullable;

/**
 * A complete list of an authority's revoked certificates (证书撤销列表, CRL of version 2, RFC 5280, 5). Immutable and thread-safe.
 * Partial, indirect and delta lists mark themselves by critical extensions and are refused. Being read says nothing about who signed
 * it: {@link #isSignedBy} does.
 */
public final class RevocationList {
    /** Longest DER form read. */
    public static final int MAXIMUM_LENGTH = 4 << 20;

    private static final String WHAT = "revocation list";

    private final byte[] der;
    private final SignedStructure signed;
    private final DistinguishedName issuer;
    private final long thisUpdate;
    private final long nextUpdate;
    private final byte @Nullable [] authorityKeyId;
    private final Map<BigInteger, Revocation> entries;

    private RevocationList(byte[] der, ASN1Sequence outer) {
        this.der = der;
        this.signed = SignedStructure.of(outer, WHAT);
        TBSCertList content = TBSCertList.getInstance(signed.content());
        requireShape(content);
        this.issuer = new DistinguishedName(content.getIssuer());
        this.thisUpdate = DerTime.epochSeconds(content.getThisUpdate(), WHAT + " thisUpdate");
        this.nextUpdate = DerTime.epochSeconds(content.getNextUpdate(), WHAT + " nextUpdate");
        if (nextUpdate < thisUpdate) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": nextUpdate lies before thisUpdate");
        }
        this.authorityKeyId = authorityKeyId(content.getExtensions());
        this.entries = entries(content);
    }

    private void requireShape(TBSCertList content) {
        if (content.getVersionNumber() != 2) {
            throw new CryptoException(Code.UNSUPPORTED, WHAT + ": version is not 2");
        }
        if (!content.getSignature().equals(signed.algorithm())) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": inner and outer signature algorithms differ");
        }
        if (content.getIssuer().size() == 0 || content.getNextUpdate() == null) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": the issuer is empty or nextUpdate is missing");
        }
        if (content.getExtensions() != null && content.getExtensions().hasAnyCriticalExtensions()) {
            throw new CryptoException(
                    Code.UNSUPPORTED, WHAT + ": has a critical extension; only complete direct lists are read");
        }
    }

    private static byte @Nullable [] authorityKeyId(@Nullable Extensions extensions) {
        ASN1Encodable value =
                extensions == null ? null : extensions.getExtensionParsedValue(Extension.authorityKeyIdentifier);
        return value == null ? null : AuthorityKeyIdentifier.getInstance(value).getKeyIdentifierOctets();
    }

    private static Map<BigInteger, Revocation> entries(TBSCertList content) {
        Map<BigInteger, Revocation> entries = new LinkedHashMap<>();
        Enumeration<?> revoked = content.getRevokedCertificateEnumeration();
        while (revoked.hasMoreElements()) {
            Revocation entry = entry((TBSCertList.CRLEntry) revoked.nextElement());
            if (entries.put(entry.serial(), entry) != null) {
                throw new CryptoException(
                        Code.MALFORMED, WHAT + ": serial " + entry.serial().toString(16) + " stands twice");
            }
        }
        return entries;
    }

    private static Revocation entry(TBSCertList.CRLEntry entry) {
        Extensions extensions = entry.getExtensions();
        long revokedAt = DerTime.epochSeconds(entry.getRevocationDate(), WHAT + " entry");
        if (extensions == null) {
            return Revocation.of(entry.getUserCertificate().getValue(), revokedAt, Revocation.Reason.UNSPECIFIED);
        }
        if (extensions.hasAnyCriticalExtensions()) {
            throw new CryptoException(Code.UNSUPPORTED, WHAT + ": an entry has a critical extension");
        }
        ASN1Encodable reason = value(extensions, Extension.reasonCode);
        ASN1Encodable invalidity = value(extensions, Extension.invalidityDate);
        return new Revocation(
                entry.getUserCertificate().getValue(),
                revokedAt,
                Revocation.Reason.of(
                        reason == null ? 0 : ASN1Enumerated.getInstance(reason).intValueExact()),
                invalidity == null ? revokedAt : Math.min(revokedAt, invalidityDate(invalidity)));
    }

    private static @Nullable ASN1Encodable value(Extensions extensions, ASN1ObjectIdentifier oid) {
        return extensions.getExtensionParsedValue(oid);
    }

    /** Always GeneralizedTime, whatever the year (RFC 5280, 5.3.2). */
    private static long invalidityDate(ASN1Encodable time) {
        return DerTime.generalizedEpochSeconds(ASN1GeneralizedTime.getInstance(time), WHAT + " invalidityDate");
    }

    /**
     * Reads the DER form.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes; copied
     * @return the list, whose signature nobody has checked yet
     * @throws CryptoException LIMIT_EXCEEDED, MALFORMED, TRAILING_BYTES, UNSUPPORTED or OUT_OF_RANGE
     */
    public static RevocationList ofDer(byte[] der) {
        byte[] own = der.clone();
        return StrictDer.read(own, MAXIMUM_LENGTH, WHAT, outer -> new RevocationList(own, outer));
    }

    /**
     * Reads the PEM form.
     *
     * @param pem one block X509 CRL
     * @return the list
     * @throws CryptoException as {@link #ofDer}
     */
    public static RevocationList ofPem(String pem) {
        return ofDer(Pem.read(pem, Pem.REVOCATION_LIST));
    }

    /**
     * Whose certificates it lists.
     *
     * @return the issuer
     */
    public DistinguishedName issuer() {
        return issuer;
    }

    /**
     * When it was made.
     *
     * @return seconds since 1970
     */
    public long thisUpdate() {
        return thisUpdate;
    }

    /**
     * When the next is due at the latest.
     *
     * @return seconds since 1970
     */
    public long nextUpdate() {
        return nextUpdate;
    }

    /**
     * All entries.
     *
     * @return in the order of the list
     */
    public Collection<Revocation> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /**
     * Looks a certificate up.
     *
     * @param serial its serial number
     * @return its entry, if it is listed
     */
    public Optional<Revocation> find(BigInteger serial) {
        return Optional.ofNullable(entries.get(serial));
    }

    /**
     * Whether the list can say that a certificate was not revoked at a time: it was in force at that time, or was made later. It can say so
     * only of certificates that had not ended when it was made.
     *
     * @param atEpochSeconds the time asked about
     * @return whether an absent serial number means not revoked
     */
    public boolean covers(long atEpochSeconds) {
        return atEpochSeconds <= nextUpdate;
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
     * Whether an authority issued it: it bears the authority's name and key identifier, the authority may sign lists, and
     * its key has signed this one.
     *
     * @param authority the presumed issuer's certificate
     * @return whether all of this holds
     */
    public boolean isIssuedBy(Certificate authority) {
        return names(authority)
                && (authority.extensions().keyUsageBits() & CertificateUsage.AUTHORITY_SIGNS_REVOCATIONS) != 0
                && isSignedBy(authority.publicKey());
    }

    /** Whether name and, where both state it, key identifier are an authority's. */
    boolean names(Certificate authority) {
        byte[] own = authority.extensions().subjectKeyId();
        return issuer.equals(authority.subject())
                && (authorityKeyId == null || own == null || Arrays.equals(authorityKeyId, own));
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
     * @return one block X509 CRL
     */
    public String pem() {
        return Pem.write(Pem.REVOCATION_LIST, der);
    }

    @Override
    public String toString() {
        return "RevocationList[" + issuer + ", " + entries.size() + " entries, made at " + thisUpdate + "]";
    }
}
