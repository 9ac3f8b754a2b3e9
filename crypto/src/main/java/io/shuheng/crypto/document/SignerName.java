package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.DistinguishedName;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x500.X500Name;

/** How a signer's certificate is named (RFC 5652, 5.3). Immutable. */
sealed interface SignerName {
    /** Whether a certificate is meant. */
    boolean names(byte[] issuerDer, BigInteger serial, Optional<byte[]> subjectKeyId);

    default boolean names(Certificate certificate) {
        return names(certificate.issuer().der(), certificate.serial(), certificate.subjectKeyId());
    }

    /** The version its SignerInfo has. */
    int version();

    /** By what its issuer called itself, and the number it gave; names are compared byte for byte. */
    record IssuerAndSerial(byte[] issuerDer, BigInteger serial) implements SignerName {
        @Override
        public boolean names(byte[] issuer, BigInteger number, Optional<byte[]> subjectKeyId) {
            return Arrays.equals(issuerDer, issuer) && serial.equals(number);
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public String toString() {
            return "serial " + serial.toString(16) + " of " + DistinguishedName.ofDer(issuerDer);
        }
    }

    /** By its key's identifier. */
    record KeyId(byte[] subjectKeyId) implements SignerName {
        @Override
        public boolean names(byte[] issuer, BigInteger number, Optional<byte[]> stated) {
            return stated.filter(id -> Arrays.equals(id, subjectKeyId)).isPresent();
        }

        @Override
        public int version() {
            return 3;
        }

        @Override
        public String toString() {
            return "key identifier " + new BigInteger(1, subjectKeyId).toString(16);
        }
    }

    static SignerName read(DerElement element, String what) {
        return switch (element.tag()) {
            case DerElement.SEQUENCE -> issuerAndSerial(ASN1Sequence.getInstance(element.parsed(what)));
            case DerElement.TAG_0_PRIMITIVE -> new KeyId(element.content());
            default -> throw new CryptoException(Code.MALFORMED, what + ": names no certificate");
        };
    }

    private static SignerName issuerAndSerial(ASN1Sequence sequence) {
        IssuerAndSerialNumber name = IssuerAndSerialNumber.getInstance(sequence);
        return new IssuerAndSerial(
                DerWriter.encoded(name.getName()), name.getSerialNumber().getValue());
    }

    static byte[] encoded(Certificate certificate) {
        X500Name issuer = X500Name.getInstance(certificate.issuer().der());
        return DerWriter.encoded(new IssuerAndSerialNumber(issuer, certificate.serial()));
    }
}
