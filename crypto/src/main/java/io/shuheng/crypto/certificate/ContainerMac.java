package io.shuheng.crypto.certificate;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.certificate.PasswordProtection.Hash;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.macs.HMac;

/** The MAC over the contents of a PKCS #12 file: HMAC under a key made from the password by RFC 7292, appendix B, with ID 3. */
final class ContainerMac {
    private static final int TAG_LENGTH = 32;
    private static final int SALT_LENGTH = 16;

    private final Hash hash;
    private final byte[] salt;
    private final int rounds;
    private final byte[] tag;

    private ContainerMac(Hash hash, byte[] salt, int rounds, byte[] tag) {
        this.hash = hash;
        this.salt = salt;
        this.rounds = rounds;
        this.tag = tag;
    }

    static ContainerMac of(MacData data, String what, AlgorithmPolicy policy) {
        DigestInfo mac = data.getMac();
        Hash hash = PasswordAlgorithms.hash(mac.getAlgorithmId(), what + ", MAC");
        policy.require(mac.getAlgorithmId().getAlgorithm().getId(), what + ": hash of the MAC");
        if (mac.getDigest().length != TAG_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH, what + ": the MAC has " + TAG_LENGTH + " bytes, not " + mac.getDigest().length);
        }
        return new ContainerMac(
                hash,
                PasswordCipher.salt(data.getSalt(), what),
                PasswordCipher.rounds(data.getIterationCount(), what),
                mac.getDigest());
    }

    /** Computes the MAC of contents that are to be written. */
    static ContainerMac over(byte[] content, char[] password, PasswordProtection protection, CryptoProvider provider) {
        byte[] salt = new byte[SALT_LENGTH];
        provider.randomBytes(salt);
        byte[] tag = tag(content, password, protection.hash(), salt, protection.rounds());
        return new ContainerMac(protection.hash(), salt, protection.rounds(), tag);
    }

    private static byte[] tag(byte[] content, char[] password, Hash hash, byte[] salt, int rounds) {
        byte[] bytes = Password.bmp(password);
        try {
            PKCS12ParametersGenerator generator = new PKCS12ParametersGenerator(PasswordAlgorithms.digest(hash));
            generator.init(bytes, salt, rounds);
            HMac mac = new HMac(PasswordAlgorithms.digest(hash));
            mac.init(generator.generateDerivedMacParameters(TAG_LENGTH * 8));
            mac.update(content, 0, content.length);
            byte[] tag = new byte[TAG_LENGTH];
            mac.doFinal(tag, 0);
            return tag;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    boolean matches(byte[] content, char[] password) {
        return MessageDigest.isEqual(tag, tag(content, password, hash, salt, rounds));
    }

    Optional<String> weakness(String what) {
        return PasswordProtection.weakness(what + ", MAC", salt.length, rounds);
    }

    MacData data() {
        return new MacData(new DigestInfo(PasswordAlgorithms.identifier(hash), tag), salt, rounds);
    }
}
