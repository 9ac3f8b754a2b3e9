package io.shuheng.crypto.certificate;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm2KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.jspecify.annotations.Nullable;

/** What lies in the parts of a PKCS #12 file under one password: one key, certificates. Mutable, for one reading. */
final class ContainerParts {
    static final int MAXIMUM_PARTS = 8;

    private static final String WHAT = KeyContainer.WHAT;
    private static final int MAXIMUM_BAGS = 64;
    private static final int ENCRYPTED_DATA_VERSION = 0;

    private final char[] password;
    private final AlgorithmPolicy policy;
    private final List<Certificate> certificates = new ArrayList<>();
    private @Nullable Sm2KeyPair keyPair;
    private int bags;
    private long rounds;

    ContainerParts(char[] password, AlgorithmPolicy policy) {
        this.password = password;
        this.policy = policy;
    }

    /** Reads all parts. */
    void read(List<ContentInfo> parts) {
        for (ContentInfo part : parts) {
            byte[] contents = StrictDer.parse(WHAT, () -> contents(part));
            try {
                StrictDer.read(contents, KeyContainer.MAXIMUM_LENGTH, WHAT, this::readBags);
            } finally {
                Arrays.fill(contents, (byte) 0);
            }
        }
    }

    private byte[] contents(ContentInfo part) {
        if (part.getContentType().equals(PKCSObjectIdentifiers.data)) {
            return ASN1OctetString.getInstance(part.getContent()).getOctets().clone();
        }
        if (!part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
            throw unsupported("a part of type " + part.getContentType() + " is not data or encryptedData");
        }
        EncryptedData data = EncryptedData.getInstance(part.getContent());
        if (!ASN1Sequence.getInstance(part.getContent()).getObjectAt(0).equals(new ASN1Integer(ENCRYPTED_DATA_VERSION))
                || !data.getContentType().equals(PKCSObjectIdentifiers.data)
                || data.getContent() == null) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": encryptedData is not version 0 with data inside");
        }
        return decrypt(
                PasswordCipher.of(data.getEncryptionAlgorithm(), WHAT, policy),
                data.getContent().getOctets());
    }

    /** One password serves all parts: what they cost together is bounded like one. */
    private byte[] decrypt(PasswordCipher cipher, byte[] encrypted) {
        rounds += cipher.rounds();
        if (rounds > PasswordProtection.MAXIMUM_ROUNDS) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED,
                    WHAT + ": its parts take more than " + PasswordProtection.MAXIMUM_ROUNDS + " rounds together");
        }
        return cipher.decrypt(password, encrypted, WHAT);
    }

    private @Nullable Void readBags(ASN1Sequence sequence) {
        for (ASN1Encodable element : sequence) {
            if (++bags > MAXIMUM_BAGS) {
                throw new CryptoException(Code.LIMIT_EXCEEDED, WHAT + ": at most " + MAXIMUM_BAGS + " bags are read");
            }
            readBag(SafeBag.getInstance(element));
        }
        return null;
    }

    private void readBag(SafeBag bag) {
        if (bag.getBagId().equals(PKCSObjectIdentifiers.certBag)) {
            CertBag cert = CertBag.getInstance(bag.getBagValue());
            if (!cert.getCertId().equals(PKCSObjectIdentifiers.x509Certificate)) {
                throw unsupported("a certificate of type " + cert.getCertId() + " is not X.509");
            }
            certificates.add(Certificate.ofDer(
                    ASN1OctetString.getInstance(cert.getCertValue()).getOctets()));
        } else if (bag.getBagId().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)) {
            readKey(EncryptedPrivateKeyInfo.getInstance(bag.getBagValue()));
        } else {
            throw unsupported("a bag of type " + bag.getBagId() + " is no encrypted key and no certificate");
        }
    }

    private void readKey(EncryptedPrivateKeyInfo info) {
        if (keyPair != null) {
            throw unsupported("it has more than one key");
        }
        byte[] plain = decrypt(PasswordCipher.of(info.getEncryptionAlgorithm(), WHAT, policy), info.getEncryptedData());
        try {
            keyPair = PrivateKeyForm.read(plain, false);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static CryptoException unsupported(String why) {
        return new CryptoException(Code.UNSUPPORTED, WHAT + ": " + why);
    }

    /** Whether a key was read. */
    boolean hasKey() {
        return keyPair != null;
    }

    /** The key, and its certificate and that one's issuers before all other certificates. */
    KeyContainer.Contents contents() {
        Sm2KeyPair key = keyPair;
        if (key == null) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": it has no key");
        }
        List<Certificate> left = new ArrayList<>(certificates);
        List<Certificate> ordered = new ArrayList<>();
        Certificate next = left.stream()
                .filter(certificate -> certificate.publicKey().equals(key.publicKey()))
                .findFirst()
                .orElseThrow(() -> new CryptoException(Code.NOT_A_PAIR, WHAT + ": no certificate is its key's"));
        while (next != null) {
            ordered.add(next);
            left.remove(next);
            next = issuer(next, left);
        }
        ordered.addAll(left);
        return new KeyContainer.Contents(key, ordered);
    }

    private static @Nullable Certificate issuer(Certificate certificate, List<Certificate> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.subject().equals(certificate.issuer()))
                .filter(candidate -> certificate.isSignedBy(candidate.publicKey()))
                .findFirst()
                .orElse(null);
    }
}
