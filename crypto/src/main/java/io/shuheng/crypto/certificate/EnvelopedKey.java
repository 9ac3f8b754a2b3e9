package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Decryptor;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm2PublicKey;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * An encryption key pair on its way from a key centre to its member (密钥对保护, SM2EnvelopedKey of GB/T 35276-2017, 7.4, before
 * that GM/T 0009-2012): the private key under SM4, the SM4 key under the member's signing key, the public key in clear. Immutable
 * and thread-safe.
 *
 * <p>The standard authenticates nothing: whoever knows the member's signing certificate can make one. So the private key that comes
 * out must give the public key that stands beside it, and the caller compares that with the encryption certificate
 * ({@link #requireKeyOf}).
 */
public final class EnvelopedKey {
    /*
     * The standard does not say how the 32 bytes of the private key are padded. They fill two blocks, so ECB needs no padding, and
     * that is written and read; a third block of padding is refused. ECB shows equal blocks: of a random scalar there are none.
     */

    /** Longest DER form read. */
    public static final int MAXIMUM_LENGTH = 1024;

    private static final String WHAT = "enveloped key";
    private static final int PARTS = 4;
    private static final int BLOCK_LENGTH = 16;
    private static final int SM4_KEY_LENGTH = 16;

    /** SM4 without a mode, which some centres name instead of ECB. */
    private static final ASN1ObjectIdentifier SM4 = GMObjectIdentifiers.sm_scheme.branch("104");

    private final byte[] der;
    private final byte[] wrapped;
    private final Sm2PublicKey publicKey;
    private final byte[] encrypted;

    private EnvelopedKey(byte[] der, ASN1Sequence sequence) {
        this.der = der;
        if (sequence.size() != PARTS) {
            throw new CryptoException(Code.MALFORMED, WHAT + " has " + sequence.size() + " parts, not " + PARTS);
        }
        requireSm4(AlgorithmIdentifier.getInstance(sequence.getObjectAt(0)));
        this.wrapped = Sm2CipherForm.read(ASN1Sequence.getInstance(sequence.getObjectAt(1)), SM4_KEY_LENGTH, WHAT);
        this.publicKey = Sm2PublicKey.ofEncoded(octets(sequence.getObjectAt(2)));
        this.encrypted = octets(sequence.getObjectAt(3));
        if (encrypted.length != Sm2KeyPair.PRIVATE_KEY_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    WHAT + ": the encrypted private key has " + Sm2KeyPair.PRIVATE_KEY_LENGTH + " bytes, not "
                            + encrypted.length);
        }
    }

    private static byte[] octets(ASN1Encodable bits) {
        return ASN1BitString.getInstance(bits).getOctets();
    }

    private static void requireSm4(AlgorithmIdentifier algorithm) {
        ASN1ObjectIdentifier oid = algorithm.getAlgorithm();
        ASN1Encodable parameters = algorithm.getParameters();
        boolean plain = parameters == null || DERNull.INSTANCE.equals(parameters.toASN1Primitive());
        if (!plain || !(oid.equals(GMObjectIdentifiers.sms4_ecb) || oid.equals(SM4))) {
            throw new CryptoException(
                    Code.UNSUPPORTED, WHAT + " is encrypted with " + oid + ", not SM4-ECB 1.2.156.10197.1.104.1");
        }
    }

    /**
     * Puts a key pair into an envelope.
     *
     * @param keyPair the encryption key pair
     * @param recipient the member's signing key
     * @param provider gives and wraps the SM4 key
     * @return the enveloped key
     */
    public static EnvelopedKey seal(Sm2KeyPair keyPair, Sm2PublicKey recipient, CryptoProvider provider) {
        byte[] sm4Key = new byte[SM4_KEY_LENGTH];
        provider.randomBytes(sm4Key);
        byte[] plain = keyPair.privateKey();
        try {
            return ofDer(StrictDer.encode(new DERSequence(new ASN1Encodable[] {
                new AlgorithmIdentifier(GMObjectIdentifiers.sms4_ecb),
                Sm2CipherForm.write(provider.wrap(recipient, sm4Key)),
                new DERBitString(keyPair.publicKey().encoded()),
                new DERBitString(sm4(true, sm4Key, plain))
            })));
        } finally {
            Arrays.fill(sm4Key, (byte) 0);
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static byte[] sm4(boolean encrypt, byte[] key, byte[] in) {
        SM4Engine engine = new SM4Engine();
        engine.init(encrypt, new KeyParameter(key));
        byte[] out = new byte[in.length];
        for (int at = 0; at < in.length; at += BLOCK_LENGTH) {
            engine.processBlock(in, at, out, at);
        }
        return out;
    }

    /**
     * Reads the DER form.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes; copied
     * @return the enveloped key
     * @throws CryptoException LIMIT_EXCEEDED, MALFORMED, TRAILING_BYTES, UNSUPPORTED, WRONG_LENGTH or NOT_ON_CURVE
     */
    public static EnvelopedKey ofDer(byte[] der) {
        byte[] own = der.clone();
        return StrictDer.read(own, MAXIMUM_LENGTH, WHAT, sequence -> new EnvelopedKey(own, sequence));
    }

    /**
     * Opens it.
     *
     * @param recipient the member's signing key, in its role as decryption key
     * @return the encryption key pair
     * @throws CryptoException WRONG_RECIPIENT if the SM4 key does not open with this key; MALFORMED if what comes out is no private key of the
     *     public key beside it
     */
    public Sm2KeyPair open(Decryptor recipient) {
        byte[] sm4Key = recipient.unwrap(wrapped.clone());
        byte[] plain = new byte[0];
        try {
            plain = sm4(false, sm4Key, encrypted);
            return keyPair(plain);
        } finally {
            Arrays.fill(sm4Key, (byte) 0);
            Arrays.fill(plain, (byte) 0);
        }
    }

    private Sm2KeyPair keyPair(byte[] privateKey) {
        try {
            Sm2KeyPair keyPair = Sm2KeyPair.ofPrivateKey(privateKey);
            if (keyPair.publicKey().equals(publicKey)) {
                return keyPair;
            }
        } catch (CryptoException e) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": what was encrypted is no SM2 private key", e);
        }
        throw new CryptoException(
                Code.MALFORMED, WHAT + ": the private key does not belong to the public key beside it");
    }

    /**
     * The public key of the pair, which the bytes state in clear.
     *
     * @return the key; that the private one belongs to it shows on opening
     */
    public Sm2PublicKey publicKey() {
        return publicKey;
    }

    /**
     * Refuses an enveloped key that is not the one of a certificate.
     *
     * @param encryption the member's encryption certificate
     * @throws CryptoException NOT_A_PAIR
     */
    public void requireKeyOf(Certificate encryption) {
        if (!publicKey.equals(encryption.publicKey())) {
            throw new CryptoException(Code.NOT_A_PAIR, WHAT + ": its public key is not that of " + encryption);
        }
    }

    /**
     * The DER form.
     *
     * @return a copy
     */
    public byte[] der() {
        return der.clone();
    }

    /** Shows the public key only. */
    @Override
    public String toString() {
        return "EnvelopedKey[publicKey=" + publicKey + "]";
    }
}
