package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.certificate.PasswordProtection.Cipher;
import io.shuheng.crypto.certificate.PasswordProtection.Hash;

/** A program that writes and reads key files of several protections: run in a JVM that was told to be national. */
final class NationalWork {
    private static final char[] PASSWORD = {'p'};
    private static final int ROUNDS = PasswordProtection.MINIMUM_ROUNDS;

    private NationalWork() {}

    public static void main(String[] arguments) {
        KeyContainer.Contents contents = IssuedKey.fresh(CertificateUsage.SIGN);
        PasswordProtection national = PasswordProtection.NATIONAL.withRounds(ROUNDS);
        PasswordProtection aes = new PasswordProtection(Cipher.AES_256_CBC, Hash.SM3, ROUNDS);
        PasswordProtection sha = new PasswordProtection(Cipher.SM4_CBC, Hash.SHA_256, ROUNDS);
        tell("key file national", () -> file(contents, national));
        tell("key file AES", () -> file(contents, aes));
        tell("container national", () -> container(contents, national));
        tell("container AES", () -> container(contents, aes));
        tell("container SHA-256", () -> container(contents, sha));
    }

    private static void file(KeyContainer.Contents contents, PasswordProtection protection) {
        EncryptedKey.ofDer(EncryptedKey.seal(contents.keyPair(), PASSWORD, IssuedKey.PROVIDER, protection)
                        .der())
                .open(PASSWORD);
    }

    private static void container(KeyContainer.Contents contents, PasswordProtection protection) {
        KeyContainer.ofDer(KeyContainer.seal(contents, "key", PASSWORD, IssuedKey.PROVIDER, protection)
                        .der())
                .open(PASSWORD);
    }

    private static void tell(String what, Runnable work) {
        String outcome = "read";
        try {
            work.run();
        } catch (CryptoException e) {
            outcome = e.code().toString();
        }
        System.out.println(what + ": " + outcome);
    }
}
