package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.SafeBag;

/** Writes a PKCS #12 file in the layout that OpenSSL writes: certificates in one encrypted part, the key shrouded in another. */
final class ContainerWriter {
    private static final int VERSION = 3;
    private static final int MAXIMUM_NAME_LENGTH = 64;
    private static final int KEY_ID_LENGTH = 20;

    private final char[] password;
    private final CryptoProvider provider;
    private final PasswordProtection protection;

    ContainerWriter(char[] password, CryptoProvider provider, PasswordProtection protection) {
        this.password = password;
        this.provider = provider;
        this.protection = protection;
    }

    /** The AuthenticatedSafe: what the MAC covers. */
    byte[] content(KeyContainer.Contents contents, String name) {
        requireFit(contents, name);
        Certificate own = contents.certificate();
        byte[] keyId = Arrays.copyOf(own.sm3().bytes(), KEY_ID_LENGTH);
        DERSet attributes = attributes(name, keyId);
        ASN1EncodableVector bags = new ASN1EncodableVector();
        for (Certificate certificate : contents.certificates()) {
            CertBag bag = new CertBag(PKCSObjectIdentifiers.x509Certificate, new DEROctetString(certificate.der()));
            bags.add(
                    certificate.equals(own)
                            ? new SafeBag(PKCSObjectIdentifiers.certBag, bag, attributes)
                            : new SafeBag(PKCSObjectIdentifiers.certBag, bag));
        }
        DERSequence keyBag =
                new DERSequence(new SafeBag(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag, shrouded(contents), attributes));
        return StrictDer.encode(new DERSequence(new ASN1Encodable[] {
            encrypted(StrictDer.encode(new DERSequence(bags))),
            new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(StrictDer.encode(keyBag)))
        }));
    }

    private static void requireFit(KeyContainer.Contents contents, String name) {
        List<Certificate> certificates = contents.certificates();
        if (certificates.isEmpty()
                || !contents.certificate().publicKey().equals(contents.keyPair().publicKey())) {
            throw new CryptoException(Code.NOT_A_PAIR, KeyContainer.WHAT + ": the first certificate is not the key's");
        }
        if (certificates.size() > KeyContainer.MAXIMUM_CERTIFICATES) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED,
                    KeyContainer.WHAT + ": " + certificates.size() + " certificates, at most "
                            + KeyContainer.MAXIMUM_CERTIFICATES + " are written");
        }
        if (name.isEmpty() || name.length() > MAXIMUM_NAME_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    KeyContainer.WHAT + ": its name has 1 to " + MAXIMUM_NAME_LENGTH + " characters, not "
                            + name.length());
        }
    }

    /** Which certificate belongs to the key (localKeyId), and what to call both (friendlyName): RFC 2985, 5.5. */
    private static DERSet attributes(String name, byte[] keyId) {
        return new DERSet(new ASN1Encodable[] {
            new Attribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERSet(new DERBMPString(name))),
            new Attribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, new DERSet(new DEROctetString(keyId)))
        });
    }

    private ContentInfo encrypted(byte[] plain) {
        PasswordCipher cipher = PasswordCipher.fresh(protection, provider);
        return new ContentInfo(
                PKCSObjectIdentifiers.encryptedData,
                new EncryptedData(
                        PKCSObjectIdentifiers.data,
                        cipher.identifier(),
                        new DEROctetString(cipher.encrypt(password, plain))));
    }

    private EncryptedPrivateKeyInfo shrouded(KeyContainer.Contents contents) {
        PasswordCipher cipher = PasswordCipher.fresh(protection, provider);
        byte[] plain = PrivateKeyForm.write(contents.keyPair());
        try {
            return new EncryptedPrivateKeyInfo(cipher.identifier(), cipher.encrypt(password, plain));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** The file around contents and MAC. */
    static byte[] file(byte[] content, ContainerMac mac) {
        return StrictDer.encode(new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(VERSION),
            new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(content)),
            mac.data()
        }));
    }
}
