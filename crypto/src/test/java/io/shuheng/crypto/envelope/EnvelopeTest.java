package io.shuheng.crypto.envelope;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Decryptor;
import io.shuheng.crypto.Hex;
import io.shuheng.crypto.PublishedRandom;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.Sm4Gcm;
import io.shuheng.crypto.merkle.ContentTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final int CHUNK = Envelope.MINIMUM_CHUNK_BYTES;
    private static final int SEALED_CHUNK = CHUNK + Sm4Gcm.TAG_LENGTH;
    private static final byte[] CONTEXT = "contract 42".getBytes(US_ASCII);

    private final CryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair recipient = provider.generateKeyPair();
    private final Decryptor decryptor = provider.decryptor(recipient);

    /** A sealed envelope and its stream. */
    private static final class Sealed {
        private final byte[] cipher;
        private final SealedEnvelope facts;

        Sealed(byte[] cipher, SealedEnvelope facts) {
            this.cipher = cipher;
            this.facts = facts;
        }
    }

    private static byte[] plain(int length) {
        byte[] plain = new byte[length];
        for (int i = 0; i < length; i++) {
            plain[i] = (byte) (i * 31 + i / 256);
        }
        return plain;
    }

    private Sealed seal(byte[] plain, byte[] context) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SealedEnvelope facts = Envelope.seal(
                new ByteArrayInputStream(plain), plain.length, out, recipient.publicKey(), context, provider, CHUNK);
        return new Sealed(out.toByteArray(), facts);
    }

    private byte[] open(byte[] cipher, byte[] wrappedKey) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Envelope.open(new ByteArrayInputStream(cipher), out, decryptor, wrappedKey, CONTEXT);
        return out.toByteArray();
    }

    private void assertRefused(Code code, byte[] cipher, byte[] wrappedKey) {
        assertCode(code, () -> open(cipher, wrappedKey));
    }

    @Property(tries = 60)
    void opensWhatItSealed(
            @ForAll @IntRange(max = 5 * CHUNK) int length, @ForAll @Size(min = 1, max = 50) byte[] context)
            throws IOException {
        byte[] plain = plain(length);
        Sealed sealed = seal(plain, context);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenedEnvelope opened = Envelope.open(
                new ByteArrayInputStream(sealed.cipher), out, decryptor, sealed.facts.wrappedKey(), context);

        assertThat(out.toByteArray()).isEqualTo(plain);
        assertThat(opened)
                .isEqualTo(new OpenedEnvelope(
                        Sm3Hash.ofContent(plain),
                        contentRoot(plain),
                        Sm3Hash.ofContent(sealed.cipher),
                        length,
                        sealed.cipher.length));
        assertThat(sealed.facts.plainSm3()).isEqualTo(opened.plainSm3());
        assertThat(sealed.facts.plainRoot()).isEqualTo(opened.plainRoot());
        assertThat(sealed.facts.cipherSm3()).isEqualTo(opened.cipherSm3());
        assertThat(sealed.facts.plainBytes()).isEqualTo(length);
        assertThat(sealed.facts.cipherBytes()).isEqualTo(sealed.cipher.length);
    }

    private static Sm3Hash contentRoot(byte[] content) {
        ContentTree tree = new ContentTree();
        tree.update(content, 0, content.length);
        return tree.root();
    }

    @Test
    void sealsAtTheEdgesOfChunks() throws IOException {
        for (int length : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1}) {
            Sealed sealed = seal(plain(length), CONTEXT);
            int chunks = Math.max(1, (length + CHUNK - 1) / CHUNK);

            assertThat(sealed.cipher).hasSize(92 + length + 16 * chunks);
            assertThat(open(sealed.cipher, sealed.facts.wrappedKey())).isEqualTo(plain(length));
        }
    }

    @Test
    void everyFlippedByteIsRefused() throws IOException {
        Sealed sealed = seal(plain(CHUNK + 40), CONTEXT);
        byte[] wrappedKey = sealed.facts.wrappedKey();
        for (int at = 0; at < sealed.cipher.length; at++) {
            byte[] mutated = sealed.cipher.clone();
            mutated[at] ^= 0x01;
            assertThatThrownBy(() -> open(mutated, wrappedKey))
                    .as("byte %s", at)
                    .isInstanceOfSatisfying(
                            CryptoException.class,
                            e -> assertThat(e.code())
                                    .isIn(
                                            Code.MALFORMED,
                                            Code.UNSUPPORTED,
                                            Code.OUT_OF_RANGE,
                                            Code.WRONG_CONTEXT,
                                            Code.AUTHENTICATION_FAILED));
        }
    }

    @Test
    void everyTruncationIsNamed() throws IOException {
        Sealed sealed = seal(plain(2 * CHUNK + 10), CONTEXT);
        for (int length = 0; length < sealed.cipher.length; length += length < 100 ? 1 : 61) {
            assertRefused(Code.TRUNCATED, Arrays.copyOf(sealed.cipher, length), sealed.facts.wrappedKey());
        }
        int atChunk = 92 + SEALED_CHUNK;
        assertRefused(Code.TRUNCATED, Arrays.copyOf(sealed.cipher, atChunk), sealed.facts.wrappedKey());
        assertRefused(Code.TRUNCATED, Arrays.copyOf(sealed.cipher, atChunk + SEALED_CHUNK), sealed.facts.wrappedKey());
    }

    @Test
    void aTrailingByteIsNamed() throws IOException {
        for (int length : new int[] {0, 10, CHUNK}) {
            Sealed sealed = seal(plain(length), CONTEXT);
            assertRefused(
                    Code.TRAILING_BYTES,
                    Arrays.copyOf(sealed.cipher, sealed.cipher.length + 1),
                    sealed.facts.wrappedKey());
        }
    }

    @Test
    void swappedAndRepeatedChunksAreRefused() throws IOException {
        Sealed sealed = seal(plain(3 * CHUNK), CONTEXT);
        for (int from = 0; from < 3; from++) {
            for (int to = 0; to < 3; to++) {
                if (from == to) {
                    continue;
                }
                byte[] mutated = sealed.cipher.clone();
                System.arraycopy(
                        sealed.cipher, 92 + from * SEALED_CHUNK, mutated, 92 + to * SEALED_CHUNK, SEALED_CHUNK);
                assertRefused(Code.AUTHENTICATION_FAILED, mutated, sealed.facts.wrappedKey());
            }
        }
    }

    @Test
    void aShortenedLengthInTheHeaderIsRefused() throws IOException {
        Sealed sealed = seal(plain(2 * CHUNK), CONTEXT);
        byte[] mutated = Arrays.copyOf(sealed.cipher, 92 + SEALED_CHUNK);
        ByteBuffer.wrap(mutated).putLong(20, CHUNK);

        assertRefused(Code.AUTHENTICATION_FAILED, mutated, sealed.facts.wrappedKey());
    }

    @Test
    void chunksOfAnotherEnvelopeAreRefused() throws IOException {
        Sealed one = seal(plain(CHUNK), CONTEXT);
        Sealed two = seal(plain(CHUNK), CONTEXT);
        byte[] spliced = one.cipher.clone();
        System.arraycopy(two.cipher, 92, spliced, 92, SEALED_CHUNK);

        assertRefused(Code.AUTHENTICATION_FAILED, spliced, one.facts.wrappedKey());
        assertRefused(Code.AUTHENTICATION_FAILED, two.cipher, one.facts.wrappedKey());
        assertThat(one.cipher).isNotEqualTo(two.cipher);
    }

    @Test
    void anotherContractIsNamed() throws IOException {
        Sealed sealed = seal(plain(10), "contract 43".getBytes(US_ASCII));

        assertRefused(Code.WRONG_CONTEXT, sealed.cipher, sealed.facts.wrappedKey());
    }

    @Test
    void anotherRecipientIsNamed() throws IOException {
        Sealed sealed = seal(plain(10), CONTEXT);
        Decryptor other = provider.decryptor(provider.generateKeyPair());

        assertCode(
                Code.WRONG_RECIPIENT,
                () -> Envelope.open(
                        new ByteArrayInputStream(sealed.cipher),
                        OutputStream.nullOutputStream(),
                        other,
                        sealed.facts.wrappedKey(),
                        CONTEXT));
    }

    @Test
    void aKeyWrappedAgainToSomeoneElseDoesNotOpenTheirEnvelope() throws IOException {
        Sealed sealed = seal(plain(10), CONTEXT);
        Sm2KeyPair thief = provider.generateKeyPair();
        byte[] rewrapped = provider.wrap(thief.publicKey(), decryptor.unwrap(sealed.facts.wrappedKey()));

        assertCode(
                Code.WRONG_CONTEXT,
                () -> Envelope.open(
                        new ByteArrayInputStream(sealed.cipher),
                        OutputStream.nullOutputStream(),
                        provider.decryptor(thief),
                        rewrapped,
                        CONTEXT));
    }

    @Test
    void refusesAnInputOfAnotherLengthThanSaid() {
        assertCode(Code.TRUNCATED, () -> sealLength(11, 10));
        assertCode(Code.TRAILING_BYTES, () -> sealLength(9, 10));
        assertCode(Code.TRAILING_BYTES, () -> sealLength(0, 1));
    }

    private void sealLength(long said, int given) throws IOException {
        Envelope.seal(
                new ByteArrayInputStream(plain(given)),
                said,
                OutputStream.nullOutputStream(),
                recipient.publicKey(),
                CONTEXT,
                provider);
    }

    @Test
    void refusesSizesAndContextsOutOfRange() {
        assertCode(Code.OUT_OF_RANGE, () -> sealLength(-1, 0));
        assertCode(Code.OUT_OF_RANGE, () -> sealLength(Envelope.MAXIMUM_PLAIN_BYTES + 1, 0));
        assertCode(Code.OUT_OF_RANGE, () -> sealChunks(Envelope.MINIMUM_CHUNK_BYTES - 1));
        assertCode(Code.OUT_OF_RANGE, () -> sealChunks(Envelope.MAXIMUM_CHUNK_BYTES + 1));
        assertCode(Code.WRONG_LENGTH, () -> seal(plain(1), new byte[0]));
        assertCode(Code.WRONG_LENGTH, () -> seal(plain(1), new byte[Envelope.MAXIMUM_CONTEXT_BYTES + 1]));
        assertCode(Code.WRONG_LENGTH, () -> open(new byte[200], new byte[112]));
        assertCode(Code.MALFORMED, () -> open(new byte[200], new byte[113]));
    }

    private void sealChunks(int chunkBytes) throws IOException {
        Envelope.seal(
                InputStream.nullInputStream(),
                0,
                OutputStream.nullOutputStream(),
                recipient.publicKey(),
                CONTEXT,
                provider,
                chunkBytes);
    }

    @Test
    void aFailingStreamIsTheCallersException() {
        IOException disk = new IOException("disk");
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw disk;
            }
        };
        assertThatThrownBy(() -> Envelope.seal(
                        InputStream.nullInputStream(), 0, failing, recipient.publicKey(), CONTEXT, provider))
                .isSameAs(disk);
    }

    /** Memory does not grow with the length: sixteen times the plaintext, the same buffers. */
    @Test
    void memoryIsConstant() throws IOException {
        long small = allocatedBySealing(1 << 20);
        long large = allocatedBySealing(1 << 24);

        assertThat(large - small).as("more bytes allocated for 15 MiB more").isLessThan(1 << 20);
    }

    private long allocatedBySealing(long length) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(self);
        Envelope.seal(
                new Zeros(length), length, OutputStream.nullOutputStream(), recipient.publicKey(), CONTEXT, provider);
        return threads.getThreadAllocatedBytes(self) - before;
    }

    /** So many zero bytes. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int give = (int) Math.min(length, left);
            Arrays.fill(bytes, offset, offset + give, (byte) 0);
            left -= give;
            return give;
        }
    }

    /** The example of ENVELOPE.md, made with the key of GB/T 32918.5 and fixed values where random ones belong. */
    @Test
    void theSpecificationsExampleIsWhatIsWritten() throws IOException {
        byte[] nonce = Hex.bytes("59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21");
        CryptoProvider fixed = new BouncyCastleCryptoProvider(
                new PublishedRandom(Hex.bytes("0123456789abcdeffedcba9876543210"), Hex.bytes("a0a1a2a3a4a5a6"), nonce));
        Sm2KeyPair published =
                Sm2KeyPair.ofPrivateKey(Hex.bytes("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"));
        byte[] plain = "数衡 exchange\n".getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SealedEnvelope sealed = Envelope.seal(
                new ByteArrayInputStream(plain),
                plain.length,
                out,
                published.publicKey(),
                "C-1".getBytes(US_ASCII),
                fixed,
                CHUNK);
        String specification = Files.readString(Path.of("ENVELOPE.md")).replaceAll("\\s", "");

        assertThat(specification)
                .contains(Hex.text(out.toByteArray()))
                .contains(Hex.text(sealed.wrappedKey()))
                .contains(sealed.plainSm3().hex())
                .contains(sealed.plainRoot().hex())
                .contains(sealed.cipherSm3().hex());
        ByteArrayOutputStream opened = new ByteArrayOutputStream();
        Envelope.open(
                new ByteArrayInputStream(out.toByteArray()),
                opened,
                provider.decryptor(published),
                sealed.wrappedKey(),
                "C-1".getBytes(US_ASCII));
        assertThat(opened.toByteArray()).isEqualTo(plain);
    }
}
