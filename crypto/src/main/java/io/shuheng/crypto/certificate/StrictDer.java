package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * Reads one DER element (X.690, 10) and nothing else: bounded size and depth, definite minimal lengths, canonical BOOLEAN and
 * INTEGER, sorted SETs, no trailing bytes. Stateless and thread-safe.
 */
public final class StrictDer {
    /*
     * Bouncy Castle's parser takes BER and recurses. So the shape is walked first, by an own bounds-checked scanner with a depth
     * limit; then Bouncy Castle parses what is known to be sane, and what it would write must be what was read.
     */
    private static final int MAXIMUM_DEPTH = 32;
    private static final int CONSTRUCTED = 0x20;
    private static final int TAG_NUMBER = 0x1F;
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;

    private final byte[] der;
    private final String what;

    private StrictDer(byte[] der, String what) {
        this.der = der;
        this.what = what;
    }

    /**
     * Reads a SEQUENCE.
     *
     * @param der the bytes
     * @param limit most bytes read
     * @param what names the structure in messages
     * @param structure makes the value; what it throws becomes MALFORMED
     * @param <T> the value's type
     * @return the value
     * @throws CryptoException LIMIT_EXCEEDED, TRAILING_BYTES, MALFORMED, or what {@code structure} refuses with
     */
    public static <T> T read(byte[] der, int limit, String what, Function<ASN1Sequence, T> structure) {
        return parse(what, () -> structure.apply(ASN1Sequence.getInstance(canonical(der, limit, what))));
    }

    /**
     * Reads an element of whatever tag that is in DER throughout.
     *
     * @param der the bytes
     * @param limit most bytes read
     * @param what names the element in messages
     * @return the element
     * @throws CryptoException LIMIT_EXCEEDED, TRAILING_BYTES or MALFORMED
     */
    public static ASN1Primitive canonical(byte[] der, int limit, String what) {
        walk(der, limit, what);
        return parse(what, () -> {
            ASN1Primitive parsed = ASN1Primitive.fromByteArray(der);
            if (!Arrays.equals(parsed.getEncoded(ASN1Encoding.DER), der)) {
                throw new StrictDer(der, what).malformed("not canonical");
            }
            return parsed;
        });
    }

    /**
     * Walks an element whose sets need not be sorted: size, depth, lengths and ends are right afterwards, and BOOLEAN and
     * INTEGER have one form.
     *
     * @param der the bytes
     * @param limit most bytes read
     * @param what names the element in messages
     * @throws CryptoException LIMIT_EXCEEDED, TRAILING_BYTES or MALFORMED
     */
    public static void walk(byte[] der, int limit, String what) {
        if (der.length > limit) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED, what + " has " + der.length + " bytes, at most " + limit + " are read");
        }
        StrictDer scanner = new StrictDer(der, what);
        int end = scanner.element(0, der.length, 0);
        if (end != der.length) {
            throw new CryptoException(Code.TRAILING_BYTES, what + ": " + (der.length - end) + " bytes follow its end");
        }
    }

    /**
     * A step of parsing that may fail in any of the ways Bouncy Castle's ASN.1 classes do.
     *
     * @param <T> what it makes
     */
    @FunctionalInterface
    public interface Step<T> {
        /**
         * Parses.
         *
         * @return the value
         * @throws IOException where the bytes are not what is expected
         */
        T run() throws IOException;
    }

    /**
     * Runs a step of parsing; whatever it finds wrong becomes MALFORMED.
     *
     * @param what names the structure in messages
     * @param step the step
     * @param <T> what it makes
     * @return the value
     * @throws CryptoException MALFORMED, or what the step refuses with
     */
    public static <T> T parse(String what, Step<T> step) {
        try {
            return step.run();
        } catch (CryptoException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle's ASN.1 classes signal bad input by half a dozen unchecked types.
            throw new CryptoException(Code.MALFORMED, what + ": " + e.getMessage(), e);
        }
    }

    /**
     * The DER form of a structure that was built or parsed here.
     *
     * @param structure the structure
     * @return its bytes
     */
    public static byte[] encode(ASN1Encodable structure) {
        try {
            return structure.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("encoding into memory does no I/O", e);
        }
    }

    private CryptoException malformed(String why) {
        return new CryptoException(Code.MALFORMED, what + ": " + why);
    }

    /** Walks one element that must end by {@code limit}; returns its end. */
    private int element(int offset, int limit, int depth) {
        if (depth > MAXIMUM_DEPTH) {
            throw malformed("nested deeper than " + MAXIMUM_DEPTH + " at offset " + offset);
        }
        if (limit - offset < 2) {
            throw malformed("ends inside an element at offset " + offset);
        }
        int tag = der[offset] & 0xFF;
        if ((tag & TAG_NUMBER) == TAG_NUMBER) {
            throw malformed("tag of several bytes at offset " + offset);
        }
        int content = offset + 2 + lengthBytes(offset + 1, limit);
        int end = content + length(offset + 1);
        if (end > limit || end < content) {
            throw malformed("element at offset " + offset + " runs over its end");
        }
        if ((tag & CONSTRUCTED) != 0) {
            for (int next = content; next < end; ) {
                next = element(next, end, depth + 1);
            }
        } else {
            requireCanonical(tag, content, end);
        }
        return end;
    }

    /** Number of bytes behind the first length byte. */
    private int lengthBytes(int at, int limit) {
        int first = der[at] & 0xFF;
        if (first < 0x80) {
            return 0;
        }
        int count = first & 0x7F;
        if (count < 1 || count > 3 || count > limit - at - 1) {
            throw malformed("length at offset " + at + " is indefinite, too long or cut");
        }
        boolean minimal = count == 1 ? (der[at + 1] & 0xFF) >= 0x80 : der[at + 1] != 0;
        if (!minimal) {
            throw malformed("length at offset " + at + " is not minimal");
        }
        return count;
    }

    private int length(int at) {
        int first = der[at] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 1; i <= (first & 0x7F); i++) {
            length = (length << 8) | (der[at + i] & 0xFF);
        }
        return length;
    }

    private void requireCanonical(int tag, int content, int end) {
        if (tag == BOOLEAN && (end - content != 1 || (der[content] != 0 && der[content] != -1))) {
            throw malformed("BOOLEAN at offset " + content + " is neither 00 nor FF");
        }
        if (tag == INTEGER && (end == content || startsWithNeedlessByte(content, end))) {
            throw malformed("INTEGER at offset " + content + " is not minimal");
        }
    }

    /** Whether the first nine bits of an INTEGER are all equal (X.690, 8.3.2). */
    private boolean startsWithNeedlessByte(int content, int end) {
        if (end - content == 1) {
            return false;
        }
        boolean nextNegative = der[content + 1] < 0;
        return nextNegative ? der[content] == -1 : der[content] == 0;
    }
}
