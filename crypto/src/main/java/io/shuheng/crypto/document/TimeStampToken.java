package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.certificate.DerTime;
import io.shuheng.crypto.certificate.StrictDer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.jspecify.annotations.Nullable;

/**
 * A time stamp (时间戳令牌, RFC 3161, 2.4.2): an authority's word that a hash existed at a time. Immutable and thread-safe. Being read
 * says nothing about being genuine: {@link TimeStampCheck} does.
 */
public final class TimeStampToken {
    /** Longest DER form read. */
    public static final int MAXIMUM_LENGTH = 256 << 10;

    private static final String WHAT = "time stamp token";
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long NS_PER_MILLISECOND = 1_000_000L;
    private static final long NS_PER_MICROSECOND = 1_000L;
    private static final int MAXIMUM_FRACTION_DIGITS = 9;
    private static final int SECONDS_LENGTH = 14;
    /** What 63 bits of nanoseconds reach to, less a margin for the accuracy. */
    private static final long MAXIMUM_SECONDS = 9_000_000_000L;

    private final CmsSignedData data;
    private final HashAlgorithm hash;
    private final byte[] imprint;
    private final long timeNs;
    private final OptionalLong accuracyNs;
    private final BigInteger serial;
    private final String policy;
    private final Optional<BigInteger> nonce;

    private TimeStampToken(CmsSignedData data, TSTInfo info) {
        this.data = data;
        if (info.getVersion().intValueExact() != 1) {
            throw new CryptoException(Code.UNSUPPORTED, WHAT + ": version is not 1");
        }
        if (info.getExtensions() != null && info.getExtensions().hasAnyCriticalExtensions()) {
            throw new CryptoException(Code.UNSUPPORTED, WHAT + ": has a critical extension");
        }
        this.hash = HashAlgorithm.of(info.getMessageImprint().getHashAlgorithm(), WHAT);
        this.imprint = info.getMessageImprint().getHashedMessage();
        TimeStampRequest.requireLength(hash, imprint, WHAT);
        this.timeNs = timeNs(info.getGenTime());
        this.accuracyNs =
                info.getAccuracy() == null ? OptionalLong.empty() : OptionalLong.of(accuracyNs(info.getAccuracy()));
        this.serial = info.getSerialNumber().getValue();
        this.policy = info.getPolicy().getId();
        this.nonce = Optional.ofNullable(info.getNonce()).map(ASN1Integer::getValue);
    }

    /**
     * Reads the DER form.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes; copied
     * @return the token, whose signature nobody has checked yet
     * @throws CryptoException LIMIT_EXCEEDED, MALFORMED, TRAILING_BYTES, UNSUPPORTED or WRONG_LENGTH
     */
    public static TimeStampToken ofDer(byte[] der) {
        if (der.length > MAXIMUM_LENGTH) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED,
                    WHAT + " has " + der.length + " bytes, at most " + MAXIMUM_LENGTH + " are read");
        }
        CmsSignedData data = CmsSignedData.of(der, WHAT);
        byte[] content = data.content();
        if (!data.contentType().equals(PKCSObjectIdentifiers.id_ct_TSTInfo) || content == null) {
            throw new CryptoException(
                    Code.UNSUPPORTED, WHAT + ": holds no TSTInfo, but content type " + data.contentType());
        }
        if (data.signers().size() != 1) {
            throw new CryptoException(
                    Code.MALFORMED, WHAT + ": has " + data.signers().size() + " signers, not one");
        }
        return StrictDer.read(
                content, MAXIMUM_LENGTH, WHAT, sequence -> new TimeStampToken(data, TSTInfo.getInstance(sequence)));
    }

    /** To the second, or with a fraction that does not end in zero (RFC 3161, 2.4.2). */
    private static long timeNs(ASN1GeneralizedTime time) {
        byte[] der = StrictDer.encode(time);
        String text = new String(der, 2, der.length - 2, StandardCharsets.ISO_8859_1);
        if (!text.matches("[0-9]{14}(\\.[0-9]{0,8}[1-9])?Z")) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": genTime is not in UTC with at most 9 decimals");
        }
        String whole = text.substring(0, SECONDS_LENGTH) + "Z";
        long seconds = DerTime.generalizedEpochSeconds(new ASN1GeneralizedTime(whole), WHAT + " genTime");
        if (seconds < 0 || seconds > MAXIMUM_SECONDS) {
            throw new CryptoException(Code.OUT_OF_RANGE, WHAT + ": genTime lies outside 1970 to 2255");
        }
        return seconds * NS_PER_SECOND + fractionNs(text);
    }

    private static long fractionNs(String text) {
        if (text.length() == SECONDS_LENGTH + 1) {
            return 0;
        }
        String digits = text.substring(SECONDS_LENGTH + 1, text.length() - 1);
        return Long.parseLong(digits + "0".repeat(MAXIMUM_FRACTION_DIGITS - digits.length()));
    }

    private static long accuracyNs(Accuracy accuracy) {
        return number(accuracy.getSeconds()) * NS_PER_SECOND
                + number(accuracy.getMillis()) * NS_PER_MILLISECOND
                + number(accuracy.getMicros()) * NS_PER_MICROSECOND;
    }

    private static long number(@Nullable ASN1Integer part) {
        int value = part == null ? 0 : part.intValueExact();
        if (value < 0 || value > 86_400) {
            throw new CryptoException(Code.OUT_OF_RANGE, WHAT + ": accuracy is more than a day, or negative");
        }
        return value;
    }

    /**
     * The hash function of the imprint.
     *
     * @return SM3, or another that the authority knew
     */
    public HashAlgorithm hash() {
        return hash;
    }

    /** Whether the stamp is over a content. */
    boolean isOver(byte[] content) {
        return Arrays.equals(imprint, hash.hash(content));
    }

    boolean answers(TimeStampRequest request) {
        return request.isOver(hash, imprint);
    }

    /**
     * When the authority says it stamped (genTime).
     *
     * @return nanoseconds since 1970
     */
    public long timeNs() {
        return timeNs;
    }

    /**
     * How far the time may be off to either side, where the authority says so.
     *
     * @return nanoseconds
     */
    public OptionalLong accuracyNs() {
        return accuracyNs;
    }

    /**
     * Before this the hash existed: the time and its accuracy, or one second where none is stated, the grain of the time itself.
     *
     * @return nanoseconds since 1970
     */
    public long latestNs() {
        return timeNs + accuracyNs.orElse(NS_PER_SECOND);
    }

    /**
     * The number the authority gave it.
     *
     * @return unique at that authority
     */
    public BigInteger serial() {
        return serial;
    }

    /**
     * The policy it was made under.
     *
     * @return its object identifier
     */
    public String policy() {
        return policy;
    }

    /**
     * The nonce of the request it answers.
     *
     * @return the number, or nothing where the request had none
     */
    public Optional<BigInteger> nonce() {
        return nonce;
    }

    CmsSignedData data() {
        return data;
    }

    /**
     * The DER form.
     *
     * @return a copy
     */
    public byte[] der() {
        return data.der();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeStampToken that && Arrays.equals(der(), that.der());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der());
    }

    @Override
    public String toString() {
        return "TimeStampToken[" + timeNs + " ns, serial " + serial.toString(16) + ", policy " + policy + "]";
    }
}
