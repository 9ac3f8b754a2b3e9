package io.shuheng.ledger.fuzz;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.envelope.Envelope;
import io.shuheng.crypto.envelope.SealedEnvelope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Envelopes, as their recipient opens them. */
public final class EnvelopeFuzz implements FuzzTarget {

    private static final int PLAIN = 3000;
    private static final byte[] CONTEXT = {'c'};
    private static final Sm2KeyPair RECIPIENT = Sm2KeyPair.ofPrivateKey(key());

    private final CryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    private final SealedEnvelope envelope;

    /** Seals one, whose key all inputs are opened with. */
    public EnvelopeFuzz() throws IOException {
        envelope = Envelope.seal(
                new ByteArrayInputStream(new byte[PLAIN]),
                PLAIN,
                sealed,
                RECIPIENT.publicKey(),
                CONTEXT,
                provider,
                Envelope.MINIMUM_CHUNK_BYTES);
    }

    private static byte[] key() {
        byte[] key = new byte[Sm2KeyPair.PRIVATE_KEY_LENGTH];
        key[key.length - 1] = 7;
        return key;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(sealed.toByteArray());
    }

    @Override
    public void read(byte[] input) throws IOException {
        try {
            Envelope.open(
                    new ByteArrayInputStream(input),
                    OutputStream.nullOutputStream(),
                    provider.decryptor(RECIPIENT),
                    envelope.wrappedKey(),
                    CONTEXT);
        } catch (CryptoException e) {
            // A refusal of its own.
        }
    }
}
