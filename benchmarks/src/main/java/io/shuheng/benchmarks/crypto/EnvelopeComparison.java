package io.shuheng.benchmarks.crypto;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Decryptor;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.envelope.Envelope;
import io.shuheng.crypto.envelope.SealedEnvelope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A whole envelope of 256 KiB in chunks of 64 KiB (SM4-GCM, SM3 over plaintext and ciphertext, the key wrapped or unwrapped with SM2) against
 * Bouncy Castle's SM4-GCM alone over the same chunks, one thread, as {@link PairedSlices}; then two envelopes on two threads against two on one.
 * A rate of 4 a second is one MiB/s. {@code java -cp benchmarks/target/shuheng-benchmarks.jar
 * io.shuheng.benchmarks.crypto.EnvelopeComparison}
 */
public final class EnvelopeComparison {
    private static final int FILE_BYTES = 256 << 10;
    private static final int CHUNK_BYTES = Envelope.DEFAULT_CHUNK_BYTES;
    private static final int TAG_BITS = 128;
    private static final int HEADER_BYTES = 100;

    private final BouncyCastleCryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair recipient = provider.generateKeyPair();
    private final Decryptor decryptor = provider.decryptor(recipient);
    private final byte[] file = new byte[FILE_BYTES];
    private final byte[] context = "contract".getBytes(StandardCharsets.US_ASCII);
    private final byte[] ciphertext;
    private final SealedEnvelope sealed;
    private final GCMModeCipher rival = GCMBlockCipher.newInstance(new SM4Engine());
    private final KeyParameter rivalKey = new KeyParameter(new byte[16]);
    private final byte[] rivalNonce = new byte[12];
    private final byte[] rivalHeader = new byte[HEADER_BYTES];
    private final byte[] rivalOut = new byte[CHUNK_BYTES + TAG_BITS / 8];

    private long nextNonce;

    EnvelopeComparison() throws IOException {
        provider.randomBytes(file);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sealed = Envelope.seal(
                new ByteArrayInputStream(file), FILE_BYTES, out, recipient.publicKey(), context, provider);
        ciphertext = out.toByteArray();
    }

    /**
     * Runs one comparison, or all.
     *
     * @param arguments {@code seal}, {@code open} or {@code threads}; none for all
     * @throws IOException never: everything is in memory
     */
    public static void main(String[] arguments) throws IOException {
        EnvelopeComparison comparison = new EnvelopeComparison();
        Set<String> asked = arguments.length == 0 ? Set.of("seal", "open", "threads") : Set.of(arguments);
        if (asked.contains("seal")) {
            PairedSlices.compare("Bouncy Castle SM4-GCM", "seal", comparison::seal, comparison::sealRival);
        }
        if (asked.contains("open")) {
            PairedSlices.compare("Bouncy Castle SM4-GCM", "open", comparison::open, comparison::sealRival);
        }
        if (asked.contains("threads")) {
            comparison.compareThreads();
        }
    }

    private void compareThreads() {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            PairedSlices.compare("one thread", "two on two threads", () -> sealTwo(two), this::sealTwice);
        } finally {
            two.shutdown();
        }
    }

    private boolean sealTwice() {
        boolean first = seal();
        return seal() && first;
    }

    boolean seal() {
        try {
            return Envelope.seal(
                                    new ByteArrayInputStream(file),
                                    FILE_BYTES,
                                    OutputStream.nullOutputStream(),
                                    recipient.publicKey(),
                                    context,
                                    provider)
                            .cipherBytes()
                    == ciphertext.length;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean open() {
        try {
            return Envelope.open(
                                    new ByteArrayInputStream(ciphertext),
                                    OutputStream.nullOutputStream(),
                                    decryptor,
                                    sealed.wrappedKey(),
                                    context)
                            .plainBytes()
                    == FILE_BYTES;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean sealTwo(ExecutorService executor) {
        Callable<Boolean> one = this::seal;
        try {
            boolean good = true;
            for (Future<Boolean> done : executor.invokeAll(List.of(one, one))) {
                good &= done.get();
            }
            return good;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each chunk under a nonce of its own, as the envelope does. */
    boolean sealRival() {
        int written = 0;
        try {
            for (int at = 0; at < FILE_BYTES; at += CHUNK_BYTES) {
                ByteBuffer.wrap(rivalNonce).putLong(0, nextNonce++);
                rival.init(true, new AEADParameters(rivalKey, TAG_BITS, rivalNonce.clone(), rivalHeader));
                int length = rival.processBytes(file, at, CHUNK_BYTES, rivalOut, 0);
                written += length + rival.doFinal(rivalOut, length);
            }
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
        return written == FILE_BYTES + FILE_BYTES / CHUNK_BYTES * TAG_BITS / 8;
    }
}
