package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x509.Time;

/**
 * Times of RFC 5280, 4.1.2.5: UTCTime YYMMDDHHMMSSZ through 2049, GeneralizedTime YYYYMMDDHHMMSSZ from 2050 on, as seconds since
 * 1970. Own reading and writing, because formatters of the platform depend on its locale.
 */
public final class DerTime {
    private static final long START_OF_2050 = 2_524_608_000L;
    private static final int UTC_TIME_LENGTH = 13;
    private static final int GENERALIZED_TIME_LENGTH = 15;

    private DerTime() {}

    /**
     * Reads a time of a certificate, a revocation list or a signed document, in the form its year demands.
     *
     * @param time the element
     * @param what names it in messages
     * @return seconds since 1970
     * @throws CryptoException MALFORMED
     */
    public static long epochSeconds(ASN1Encodable time, String what) {
        ASN1Primitive primitive = time.toASN1Primitive();
        if (primitive instanceof ASN1GeneralizedTime generalized) {
            long seconds = generalizedEpochSeconds(generalized, what);
            if (seconds < START_OF_2050) {
                throw malformed(what, "GeneralizedTime is for 2050 and later");
            }
            return seconds;
        }
        if (!(primitive instanceof ASN1UTCTime)) {
            throw malformed(what, "neither UTCTime nor GeneralizedTime");
        }
        String text = digits(primitive, UTC_TIME_LENGTH, what);
        int year = number(text, 0, 2);
        return epochSeconds(year + (year >= 50 ? 1900 : 2000), text.substring(2), what);
    }

    /**
     * Reads a time that is always written in the long form, to the second.
     *
     * @param time the element
     * @param what names it in messages
     * @return seconds since 1970
     * @throws CryptoException MALFORMED
     */
    public static long generalizedEpochSeconds(ASN1GeneralizedTime time, String what) {
        String text = digits(time, GENERALIZED_TIME_LENGTH, what);
        return epochSeconds(number(text, 0, 4), text.substring(4), what);
    }

    /** The characters, to the second and in UTC, as DER demands. */
    private static String digits(ASN1Primitive time, int length, String what) {
        byte[] der = StrictDer.encode(time);
        String text = new String(der, 2, der.length - 2, StandardCharsets.ISO_8859_1);
        if (text.length() != length || !text.matches("[0-9]+Z")) {
            throw malformed(what, "time is not written to the second in UTC");
        }
        return text;
    }

    private static long epochSeconds(int year, String rest, String what) {
        try {
            return LocalDateTime.of(
                            year,
                            number(rest, 0, 2),
                            number(rest, 2, 4),
                            number(rest, 4, 6),
                            number(rest, 6, 8),
                            number(rest, 8, 10))
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new CryptoException(Code.MALFORMED, what + ": no such time", e);
        }
    }

    private static int number(String text, int begin, int end) {
        return Integer.parseInt(text, begin, end, 10);
    }

    private static CryptoException malformed(String what, String why) {
        return new CryptoException(Code.MALFORMED, what + ": " + why);
    }

    /**
     * Writes a time in the form its year demands.
     *
     * @param epochSeconds seconds since 1970
     * @return the element
     */
    public static Time of(long epochSeconds) {
        DERGeneralizedTime generalized = generalized(epochSeconds);
        return epochSeconds < START_OF_2050
                ? new Time(new DERUTCTime(generalized.getTimeString().substring(2)))
                : new Time(generalized);
    }

    /**
     * Writes a time in the long form.
     *
     * @param epochSeconds seconds since 1970
     * @return the element
     */
    public static DERGeneralizedTime generalized(long epochSeconds) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(epochSeconds, 0, ZoneOffset.UTC);
        return new DERGeneralizedTime(padded(time.getYear(), 4)
                + padded(time.getMonthValue(), 2)
                + padded(time.getDayOfMonth(), 2)
                + padded(time.getHour(), 2)
                + padded(time.getMinute(), 2)
                + padded(time.getSecond(), 2)
                + "Z");
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(digits - text.length()) + text;
    }
}
