package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.certificate.StrictDer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;

/**
 * A place in bytes that were walked before ({@link StrictDer#walk}), so that every length inside is right. It keeps the exact bytes:
 * what is hashed later is what was read. Immutable as long as the array is.
 */
final class DerElement {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    /** [0], constructed: certificates, signed attributes, explicit content. */
    static final int TAG_0 = 0xA0;
    /** [1], constructed: revocation lists, unsigned attributes. */
    static final int TAG_1 = 0xA1;
    /** [0], primitive: a key identifier. */
    static final int TAG_0_PRIMITIVE = 0x80;

    private final byte[] der;
    private final int start;
    private final int contentStart;
    private final int end;

    private DerElement(byte[] der, int start) {
        this.der = der;
        this.start = start;
        int first = der[start + 1] & 0xFF;
        int lengthBytes = first < 0x80 ? 0 : first & 0x7F;
        int length = first < 0x80 ? first : 0;
        for (int i = 0; i < lengthBytes; i++) {
            length = (length << 8) | (der[start + 2 + i] & 0xFF);
        }
        this.contentStart = start + 2 + lengthBytes;
        this.end = contentStart + length;
    }

    /** The one element that fills the bytes. */
    static DerElement of(byte[] der, int limit, String what) {
        StrictDer.walk(der, limit, what);
        return new DerElement(der, 0);
    }

    int tag() {
        return der[start] & 0xFF;
    }

    /** This element, where it has the tag. */
    DerElement require(int tag, String what) {
        if (tag() != tag) {
            throw malformed(what, "tag " + Integer.toHexString(tag()) + ", not " + Integer.toHexString(tag));
        }
        return this;
    }

    /** The elements inside a constructed one. */
    List<DerElement> children(int limit, String what) {
        if ((tag() & 0x20) == 0) {
            throw malformed(what, "holds no elements");
        }
        List<DerElement> children = new ArrayList<>();
        for (int next = contentStart; next < end; ) {
            if (children.size() == limit) {
                throw new CryptoException(Code.LIMIT_EXCEEDED, what + ": at most " + limit + " elements are read");
            }
            DerElement child = new DerElement(der, next);
            children.add(child);
            next = child.end;
        }
        return children;
    }

    /** Tag, length and content, as read. */
    byte[] bytes() {
        return Arrays.copyOfRange(der, start, end);
    }

    /** The content alone, as read. */
    byte[] content() {
        return Arrays.copyOfRange(der, contentStart, end);
    }

    /** The bytes under another tag of one byte: RFC 5652, 5.4, signs attributes as the SET they are, not under their [0]. */
    byte[] bytesAs(int tag) {
        byte[] bytes = bytes();
        bytes[0] = (byte) tag;
        return bytes;
    }

    /** The element as Bouncy Castle reads it, which must be in DER throughout. */
    ASN1Primitive parsed(String what) {
        return StrictDer.canonical(bytes(), end - start, what);
    }

    static CryptoException malformed(String what, String why) {
        return new CryptoException(Code.MALFORMED, what + ": " + why);
    }
}
