package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.certificate.StrictDer;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a time stamp authority answers (TimeStampResp, RFC 3161, 2.4.2). Immutable.
 *
 * @param status 0 granted, 1 granted with modifications, others refused
 * @param text what the authority says in words, empty where it says nothing
 * @param token the time stamp; there if and only if granted
 */
public record TimeStampResponse(int status, String text, Optional<TimeStampToken> token) {
    /** Longest DER form read. */
    public static final int MAXIMUM_LENGTH = TimeStampToken.MAXIMUM_LENGTH + 4096;

    /** Hash function not known here. */
    static final int BAD_ALGORITHM = PKIFailureInfo.badAlg;
    /** Policy not served here. */
    static final int UNACCEPTED_POLICY = PKIFailureInfo.unacceptedPolicy;
    /** A request that cannot be read. */
    static final int BAD_DATA_FORMAT = PKIFailureInfo.badDataFormat;

    private static final String WHAT = "time stamp response";
    private static final int GRANTED_WITH_MODIFICATIONS = 1;
    private static final int MAXIMUM_STATUS = 5;
    private static final int MAXIMUM_TEXTS = 16;

    /**
     * Reads the DER form.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes
     * @return the response
     * @throws CryptoException LIMIT_EXCEEDED, MALFORMED, TRAILING_BYTES, UNSUPPORTED or WRONG_LENGTH
     */
    public static TimeStampResponse ofDer(byte[] der) {
        return StrictDer.parse(WHAT, () -> read(der));
    }

    private static TimeStampResponse read(byte[] der) {
        Cursor parts = new Cursor(
                DerElement.of(der, MAXIMUM_LENGTH, WHAT)
                        .require(DerElement.SEQUENCE, WHAT)
                        .children(2, WHAT),
                WHAT);
        PKIStatusInfo info = PKIStatusInfo.getInstance(parts.next().parsed(WHAT));
        int status = ASN1Integer.getInstance(info.getStatusObject()).intValueExact();
        if (status < 0 || status > MAXIMUM_STATUS) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": status " + status + " is not 0 to " + MAXIMUM_STATUS);
        }
        DerElement token = parts.optional(DerElement.SEQUENCE);
        parts.requireEnd();
        boolean granted = status <= GRANTED_WITH_MODIFICATIONS;
        if (granted != (token != null)) {
            throw new CryptoException(
                    Code.MALFORMED, WHAT + ": status " + status + (granted ? " without a token" : " with a token"));
        }
        return new TimeStampResponse(
                status,
                text(info.getStatusString()),
                Optional.ofNullable(token).map(DerElement::bytes).map(TimeStampToken::ofDer));
    }

    private static String text(@Nullable PKIFreeText texts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; texts != null && i < Math.min(texts.size(), MAXIMUM_TEXTS); i++) {
            text.append(i == 0 ? "" : "; ").append(texts.getStringAtUTF8(i).getString());
        }
        return text.toString();
    }

    static byte[] granted(byte[] token) {
        byte[] status = StrictDer.encode(new PKIStatusInfo(PKIStatus.granted));
        return DerWriter.element(DerElement.SEQUENCE, List.of(status, token));
    }

    static byte[] rejected(int failure, String why) {
        PKIStatusInfo info = new PKIStatusInfo(PKIStatus.rejection, new PKIFreeText(why), new PKIFailureInfo(failure));
        return DerWriter.element(DerElement.SEQUENCE, StrictDer.encode(info));
    }
}
