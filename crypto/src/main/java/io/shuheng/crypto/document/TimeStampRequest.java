package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.certificate.StrictDer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TimeStampReq;

/** What is asked of a time stamp authority (TimeStampReq, RFC 3161, 2.4.1). Immutable and thread-safe. */
public final class TimeStampRequest {
    /** Longest DER form read. */
    public static final int MAXIMUM_LENGTH = 4096;

    private static final String WHAT = "time stamp request";
    private static final int NONCE_LENGTH = 8;
    private static final int MAXIMUM_NONCE_BITS = 256;

    private final HashAlgorithm hash;
    private final byte[] imprint;
    private final Optional<BigInteger> nonce;
    private final Optional<String> policy;
    private final boolean wantsCertificate;

    private TimeStampRequest(
            HashAlgorithm hash,
            byte[] imprint,
            Optional<BigInteger> nonce,
            Optional<String> policy,
            boolean wantsCertificate) {
        this.hash = hash;
        this.imprint = imprint;
        this.nonce = nonce;
        this.policy = policy;
        this.wantsCertificate = wantsCertificate;
    }

    /**
     * Asks for a stamp over SM3 of a content, with a fresh nonce and the authority's certificate in the answer.
     *
     * @param content what is to be stamped; the authority sees its hash only
     * @param provider gives the nonce
     * @return the request
     */
    public static TimeStampRequest over(byte[] content, CryptoProvider provider) {
        return over(content, HashAlgorithm.SM3, Optional.empty(), provider);
    }

    /**
     * Asks for a stamp over a hash that the authority knows, under a policy.
     *
     * @param content what is to be stamped
     * @param hash the hash function
     * @param policy object identifier of a policy of the authority's, or nothing for the one it takes by itself
     * @param provider gives the nonce
     * @return the request
     * @throws CryptoException MALFORMED if the policy is no object identifier
     */
    public static TimeStampRequest over(
            byte[] content, HashAlgorithm hash, Optional<String> policy, CryptoProvider provider) {
        policy.ifPresent(TimeStampRequest::requireOid);
        byte[] random = new byte[NONCE_LENGTH];
        provider.randomBytes(random);
        // Positive, and always of the same length.
        random[0] = (byte) ((random[0] & 0x3F) | 0x40);
        return new TimeStampRequest(hash, hash.hash(content), Optional.of(new BigInteger(random)), policy, true);
    }

    static void requireOid(String policy) {
        if (ASN1ObjectIdentifier.tryFromID(policy) == null) {
            throw new CryptoException(Code.MALFORMED, "policy '" + policy + "' is no object identifier");
        }
    }

    /**
     * Reads the DER form.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes
     * @return the request
     * @throws CryptoException LIMIT_EXCEEDED, MALFORMED, TRAILING_BYTES, UNSUPPORTED (version, hash function or any extension) or
     *     WRONG_LENGTH (of the hash)
     */
    public static TimeStampRequest ofDer(byte[] der) {
        return StrictDer.read(
                der, MAXIMUM_LENGTH, WHAT, sequence -> new TimeStampRequest(TimeStampReq.getInstance(sequence)));
    }

    private TimeStampRequest(TimeStampReq read) {
        if (read.getVersion().intValueExact() != 1 || read.getExtensions() != null) {
            throw new CryptoException(Code.UNSUPPORTED, WHAT + ": version is not 1, or it has extensions");
        }
        MessageImprint stated = read.getMessageImprint();
        this.hash = HashAlgorithm.of(stated.getHashAlgorithm(), WHAT);
        this.imprint = stated.getHashedMessage();
        requireLength(hash, imprint, WHAT);
        ASN1Integer number = read.getNonce();
        this.nonce = Optional.ofNullable(number).map(ASN1Integer::getValue);
        if (nonce.filter(value -> value.bitLength() > MAXIMUM_NONCE_BITS).isPresent()) {
            throw new CryptoException(Code.LIMIT_EXCEEDED, WHAT + ": a nonce has at most 256 bits");
        }
        this.policy = Optional.ofNullable(read.getReqPolicy()).map(ASN1ObjectIdentifier::getId);
        this.wantsCertificate = read.getCertReq().isTrue();
    }

    static void requireLength(HashAlgorithm hash, byte[] imprint, String what) {
        if (imprint.length != hash.length()) {
            throw new CryptoException(
                    Code.WRONG_LENGTH, what + ": " + hash + " has " + hash.length() + " bytes, not " + imprint.length);
        }
    }

    /**
     * The DER form, which goes to the authority.
     *
     * @return a new array
     */
    public byte[] der() {
        return StrictDer.encode(new TimeStampReq(
                imprint(),
                policy.map(ASN1ObjectIdentifier::new).orElse(null),
                nonce.map(ASN1Integer::new).orElse(null),
                ASN1Boolean.getInstance(wantsCertificate),
                null));
    }

    MessageImprint imprint() {
        return new MessageImprint(hash.identifier(), imprint);
    }

    boolean isOver(HashAlgorithm algorithm, byte[] value) {
        return hash == algorithm && Arrays.equals(imprint, value);
    }

    /**
     * The hash function of the imprint.
     *
     * @return SM3 unless asked otherwise
     */
    public HashAlgorithm hash() {
        return hash;
    }

    /**
     * The number that ties an answer to this request.
     *
     * @return at most 256 bits; nothing in a request of others' that has none
     */
    public Optional<BigInteger> nonce() {
        return nonce;
    }

    /**
     * The policy asked for.
     *
     * @return its object identifier, or nothing
     */
    public Optional<String> policy() {
        return policy;
    }

    /**
     * Whether the authority's certificate is to be in the token.
     *
     * @return whether it is
     */
    public boolean wantsCertificate() {
        return wantsCertificate;
    }

    @Override
    public String toString() {
        return "TimeStampRequest[" + hash + ", policy " + policy.orElse("any") + "]";
    }
}
