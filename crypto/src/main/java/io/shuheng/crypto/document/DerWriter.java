package io.shuheng.crypto.document;

import io.shuheng.crypto.certificate.StrictDer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;

/** Puts elements together from bytes that must not change. Stateless. */
final class DerWriter {
    private DerWriter() {}

    /** An element of a tag around parts that are elements or content. */
    static byte[] element(int tag, Collection<byte[]> parts) {
        int length = parts.stream().mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
        out.write(tag);
        writeLength(out, length);
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }

    static byte[] element(int tag, byte[]... parts) {
        return element(tag, List.of(parts));
    }

    /** A SET OF under a tag, its elements in the order DER demands (X.690, 11.6). */
    static byte[] setOf(int tag, Collection<byte[]> parts) {
        return element(tag, parts.stream().sorted(Arrays::compareUnsigned).toList());
    }

    static byte[] encoded(ASN1Encodable value) {
        return StrictDer.encode(value);
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
        out.write(0x80 | bytes);
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write(length >> shift);
        }
    }
}
