package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.util.BigIntegers;

/** SM2Cipher of GB/T 35276-2017, 7.2: SEQUENCE of x and y of C1, C3 and C2, against C1‖C3‖C2 as {@code CryptoProvider.wrap} gives it. */
final class Sm2CipherForm {
    private static final int PARTS = 4;
    private static final int COORDINATE_LENGTH = 32;
    private static final int UNCOMPRESSED = 0x04;

    private Sm2CipherForm() {}

    static DERSequence write(byte[] wrapped) {
        return new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(new BigInteger(1, wrapped, 1, COORDINATE_LENGTH)),
            new ASN1Integer(new BigInteger(1, wrapped, 1 + COORDINATE_LENGTH, COORDINATE_LENGTH)),
            new DEROctetString(Arrays.copyOfRange(wrapped, Sm2PublicKey.LENGTH, Sm2PublicKey.LENGTH + Sm3.LENGTH)),
            new DEROctetString(Arrays.copyOfRange(wrapped, Sm2PublicKey.LENGTH + Sm3.LENGTH, wrapped.length))
        });
    }

    /** Reads a sequence that was already found to be DER; C2 must have {@code keyLength} bytes. */
    static byte[] read(ASN1Sequence sequence, int keyLength, String what) {
        if (sequence.size() != PARTS) {
            throw new CryptoException(
                    Code.MALFORMED, what + ": an SM2 ciphertext has " + PARTS + " parts, not " + sequence.size());
        }
        byte[] c3 = ASN1OctetString.getInstance(sequence.getObjectAt(2)).getOctets();
        byte[] c2 = ASN1OctetString.getInstance(sequence.getObjectAt(3)).getOctets();
        requireLength(c3, Sm3.LENGTH, "C3", what);
        requireLength(c2, keyLength, "C2", what);
        byte[] wrapped = new byte[Sm2PublicKey.LENGTH + Sm3.LENGTH + keyLength];
        wrapped[0] = UNCOMPRESSED;
        coordinate(sequence.getObjectAt(0), wrapped, 1, what);
        coordinate(sequence.getObjectAt(1), wrapped, 1 + COORDINATE_LENGTH, what);
        System.arraycopy(c3, 0, wrapped, Sm2PublicKey.LENGTH, c3.length);
        System.arraycopy(c2, 0, wrapped, Sm2PublicKey.LENGTH + Sm3.LENGTH, c2.length);
        return wrapped;
    }

    private static void requireLength(byte[] bytes, int length, String part, String what) {
        if (bytes.length != length) {
            throw new CryptoException(
                    Code.WRONG_LENGTH, what + ": " + part + " has " + length + " bytes, not " + bytes.length);
        }
    }

    private static void coordinate(ASN1Encodable number, byte[] out, int offset, String what) {
        BigInteger value = ASN1Integer.getInstance(number).getValue();
        if (value.signum() < 0 || value.bitLength() > COORDINATE_LENGTH * 8) {
            throw new CryptoException(Code.OUT_OF_RANGE, what + ": a coordinate of C1 is negative or too long");
        }
        BigIntegers.asUnsignedByteArray(value, out, offset, COORDINATE_LENGTH);
    }
}
