package io.shuheng.crypto.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes, a reader ends with a value or with a code. */
class HostileBytesTest {
    private static final CryptoProvider PROVIDER = BouncyCastleCryptoProvider.create();
    private static final Validity VALIDITY = Validity.ofDays(1_790_000_000L, 10);
    private static final Signer SIGNER = PROVIDER.signer(PROVIDER.generateKeyPair());
    private static final DistinguishedName NAME =
            DistinguishedName.ofCountry("CN").commonName("Root").build();
    private static final CertificateAuthority ROOT = CertificateAuthority.createRoot(PROVIDER, SIGNER, NAME, VALIDITY);
    private static final List<byte[]> GENUINE = List.of(
            ROOT.certificate().der(),
            CertificateRequest.create(SIGNER, NAME).der(),
            ROOT.issueRevocationList(
                            List.of(new Revocation(
                                    BigInteger.TEN,
                                    VALIDITY.notBefore(),
                                    Revocation.Reason.SUPERSEDED,
                                    1_700_000_000L)),
                            3,
                            VALIDITY)
                    .der(),
            EncryptedKey.seal(
                            PROVIDER.generateKeyPair(),
                            new char[] {'p'},
                            PROVIDER,
                            PasswordProtection.NATIONAL.withRounds(10_000))
                    .der(),
            NAME.der());
    private static final List<Consumer<byte[]>> READERS = List.of(
            Certificate::ofDer,
            CertificateRequest::ofDer,
            RevocationList::ofDer,
            EncryptedKey::ofDer,
            DistinguishedName::ofDer);

    private static void readByAll(byte[] bytes) {
        for (Consumer<byte[]> reader : READERS) {
            try {
                reader.accept(bytes);
            } catch (CryptoException e) {
                assertThat(e.code()).isNotNull();
            }
        }
    }

    @Property(tries = 500)
    void arbitraryBytes(@ForAll @Size(max = 200) byte[] bytes) {
        readByAll(bytes);
    }

    @Property(tries = 2000)
    void genuineBytesWithSeveralChanges(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = GENUINE.get(random.nextInt(GENUINE.size())).clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        readByAll(bytes);
    }

    /** A byte of content is taken out or put in and every length above it set right, so that the parser gets deep. */
    @Property(tries = 2000)
    void genuineStructuresWithOneElementResized(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = GENUINE.get(random.nextInt(GENUINE.size()));
        readByAll(DerTree.read(bytes).mutate(random).write());
    }
}
