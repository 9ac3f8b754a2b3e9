package io.shuheng.crypto.certificate;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Sm2KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;

/**
 * An SM2 key with its certificate and chain in one file under a password (PKCS #12, PFX, RFC 7292): the key in PBES2, a MAC with
 * HMAC-SHA-256 or HMAC-SM3 over all. OpenSSL 3 reads and writes it with the same password. Read are DER, one key, X.509 certificates; not the
 * older ciphers (RC2, 3DES), no MAC of PBMAC1, no file without MAC. Immutable and thread-safe.
 */
public final class KeyContainer {
    /** Longest DER form read. */
    public static final int MAXIMUM_LENGTH = 256 << 10;

    /** Most certificates written: the key's own and its chain. */
    public static final int MAXIMUM_CERTIFICATES = 1 + CertificateChain.MAXIMUM_INTERMEDIATES + 1;

    static final String WHAT = "key container";

    private final byte[] der;
    private final AlgorithmPolicy policy;
    private final ContainerMac mac;
    private final byte[] content;
    private final List<ContentInfo> parts;

    /**
     * What lies in it.
     *
     * @param keyPair the key
     * @param certificates the key's own first, then its issuers as far as they are there, then any others
     */
    public record Contents(Sm2KeyPair keyPair, List<Certificate> certificates) {
        /** Copies the list. */
        public Contents {
            certificates = List.copyOf(certificates);
        }

        /**
         * The certificate of the key.
         *
         * @return the first
         */
        public Certificate certificate() {
            return certificates.get(0);
        }
    }

    private KeyContainer(byte[] der, ASN1Sequence outer, AlgorithmPolicy policy) {
        this.der = der;
        this.policy = policy;
        if (outer.size() != 3) {
            throw new CryptoException(
                    Code.UNSUPPORTED, WHAT + ": it has " + outer.size() + " parts, not 3: version, contents and MAC");
        }
        Pfx pfx = Pfx.getInstance(outer);
        ContentInfo safe = pfx.getAuthSafe();
        if (!safe.getContentType().equals(PKCSObjectIdentifiers.data)) {
            throw new CryptoException(
                    Code.UNSUPPORTED,
                    WHAT + ": contents of type " + safe.getContentType() + " are not data under a MAC");
        }
        this.mac = ContainerMac.of(pfx.getMacData(), WHAT, policy);
        this.content = ASN1OctetString.getInstance(safe.getContent()).getOctets();
        this.parts = StrictDer.read(content, MAXIMUM_LENGTH, WHAT, KeyContainer::parts);
    }

    private static List<ContentInfo> parts(ASN1Sequence sequence) {
        if (sequence.size() > ContainerParts.MAXIMUM_PARTS) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED,
                    WHAT + ": " + sequence.size() + " parts, at most " + ContainerParts.MAXIMUM_PARTS + " are read");
        }
        return List.of(AuthenticatedSafe.getInstance(sequence).getContentInfo());
    }

    /**
     * Reads the DER form under the policy in force.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes; copied
     * @return the container, still closed
     * @throws CryptoException as {@link #ofDer(byte[], AlgorithmPolicy)}
     */
    public static KeyContainer ofDer(byte[] der) {
        return ofDer(der, AlgorithmPolicy.inForce());
    }

    /**
     * Reads the DER form.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes; copied
     * @param policy which ciphers and hashes may be named
     * @return the container, still closed
     * @throws CryptoException LIMIT_EXCEEDED, MALFORMED, TRAILING_BYTES, UNSUPPORTED, WRONG_LENGTH or ALGORITHM_REFUSED
     */
    public static KeyContainer ofDer(byte[] der, AlgorithmPolicy policy) {
        byte[] own = der.clone();
        return StrictDer.read(own, MAXIMUM_LENGTH, WHAT, outer -> new KeyContainer(own, outer, policy));
    }

    /**
     * Puts a key and its chain into a container.
     *
     * @param contents key, its certificate and its chain, at most {@link #MAXIMUM_CERTIFICATES}
     * @param name what programs show for the key, 1 to 64 characters
     * @param password 1 to 1024 characters; the caller wipes it
     * @param provider gives salts and initial vectors
     * @param protection cipher, hash and rounds
     * @return the container
     * @throws CryptoException NOT_A_PAIR if the first certificate is not the key's, LIMIT_EXCEEDED for too many, WRONG_LENGTH for name or
     *     password, ALGORITHM_REFUSED by the policy in force
     */
    public static KeyContainer seal(
            Contents contents, String name, char[] password, CryptoProvider provider, PasswordProtection protection) {
        byte[] content = new ContainerWriter(password, provider, protection).content(contents, name);
        ContainerMac mac = ContainerMac.over(content, password, protection, provider);
        return ofDer(ContainerWriter.file(content, mac));
    }

    /**
     * Opens it. Takes a fraction of a second by design.
     *
     * @param password the caller wipes it
     * @return key and certificates
     * @throws CryptoException WRONG_PASSWORD: MAC and key answer to another password, or both were altered; AUTHENTICATION_FAILED: the password
     *     opens the key, so that something else was altered; MALFORMED, UNSUPPORTED, LIMIT_EXCEEDED or ALGORITHM_REFUSED: what is
     *     inside cannot be used, though password and MAC are right; NOT_A_PAIR: no certificate is the key's
     */
    public Contents open(char[] password) {
        if (!mac.matches(content, password)) {
            throw opensKey(password)
                    ? new CryptoException(
                            Code.AUTHENTICATION_FAILED,
                            WHAT + ": the password opens its key, but the MAC does not match")
                    : new CryptoException(Code.WRONG_PASSWORD, "the password does not open the " + WHAT);
        }
        ContainerParts read = new ContainerParts(password, policy);
        try {
            read.read(parts);
        } catch (CryptoException e) {
            // The MAC has shown that the password is right.
            throw e.code() == Code.WRONG_PASSWORD
                    ? new CryptoException(Code.MALFORMED, WHAT + ": a part under a right MAC does not decrypt", e)
                    : e;
        }
        return read.contents();
    }

    private boolean opensKey(char[] password) {
        ContainerParts read = new ContainerParts(password, policy);
        return parts.stream().anyMatch(part -> opens(read, part) && read.hasKey());
    }

    /** An altered part says nothing about the password; another may hold the key. */
    private static boolean opens(ContainerParts read, ContentInfo part) {
        try {
            read.read(List.of(part));
            return true;
        } catch (CryptoException e) {
            return false;
        }
    }

    /**
     * What makes the password easier to guess than it need be: rounds or salt of the MAC that are read but that {@link #seal} would not
     * write.
     *
     * @return which value, and which rule; nothing if there is none
     */
    public Optional<String> weakness() {
        return mac.weakness(WHAT);
    }

    /**
     * The DER form, as it lies in a .p12 or .pfx file.
     *
     * @return a copy
     */
    public byte[] der() {
        return der.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyContainer that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }

    @Override
    public String toString() {
        return "KeyContainer";
    }
}
