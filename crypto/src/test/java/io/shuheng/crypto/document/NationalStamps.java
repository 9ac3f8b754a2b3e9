package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** A program that reads and checks time stamps and signatures: run in a JVM that was told to be national. */
final class NationalStamps {
    private NationalStamps() {}

    public static void main(String[] arguments) {
        SigningWorld world = new SigningWorld();
        tell(
                "SM2 over SM3",
                () -> TimeStampCheck.of(
                                world.stamp(TimeStampForeignTest.CONTENT).der(),
                                TimeStampForeignTest.CONTENT,
                                world.timeStampTrust())
                        instanceof TimeStampResult.Stamped);
        for (String response : List.of("rsa-sm3.tsr", "rsa-sha256.tsr", "ecdsa-sha256.tsr")) {
            tell(response, () -> TimeStampForeignTest.token(response).length);
        }
        AlgorithmIdentifier rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        tell(
                "RSA over SM3",
                () -> ForeignSignature.verify(
                        new SubjectPublicKeyInfo(rsa, new byte[0]),
                        rsa,
                        HashAlgorithm.SM3.identifier(),
                        new byte[0],
                        new byte[256]));
    }

    private static void tell(String what, Supplier<Object> work) {
        String outcome;
        try {
            outcome = String.valueOf(work.get());
        } catch (CryptoException e) {
            outcome = e.code().toString();
        }
        System.out.println(what + ": " + outcome);
    }
}
