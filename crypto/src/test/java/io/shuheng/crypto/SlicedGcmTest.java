package io.shuheng.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

/** SM4 in slices against Bouncy Castle's, which reads a table. */
class SlicedGcmTest {
    private static final int BLOCK = 16;
    private static final int RANDOM_KEYS = Boolean.getBoolean("shuheng.long") ? 20_000 : 200;

    private final Random random = new Random(20_261_129L);

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] counterBlock(byte[] nonce, int counter) {
        byte[] block = Arrays.copyOf(nonce, BLOCK);
        for (int i = 0; i < 4; i++) {
            block[12 + i] = (byte) (counter >>> (24 - 8 * i));
        }
        return block;
    }

    private static byte[] keystream(byte[] key, byte[] nonce, int counter, int blocks) {
        SM4Engine engine = new SM4Engine();
        engine.init(true, new KeyParameter(key));
        byte[] keystream = new byte[blocks * BLOCK];
        for (int i = 0; i < blocks; i++) {
            engine.processBlock(counterBlock(nonce, counter + i), 0, keystream, i * BLOCK);
        }
        return keystream;
    }

    private static byte[] bouncyCastle(byte[] key, byte[] nonce, byte[] associated, byte[] plain, int offset)
            throws InvalidCipherTextException {
        GCMModeCipher slow = GCMBlockCipher.newInstance(new SM4Engine());
        slow.init(true, new AEADParameters(new KeyParameter(key), 128, nonce, associated));
        byte[] sealed = new byte[plain.length - offset + Sm4Gcm.TAG_LENGTH];
        slow.doFinal(sealed, slow.processBytes(plain, offset, plain.length - offset, sealed, 0));
        return sealed;
    }

    private static byte[] sliced(byte[] key, byte[] nonce, int counter, int bytes) {
        Sm4Slices slices = new Sm4Slices(key);
        slices.begin(nonce, counter, bytes);
        byte[] keystream = new byte[bytes];
        slices.add(keystream, 0, bytes, keystream, 0);
        return keystream;
    }

    @Test
    void theGatesSubstituteEachByteAsTheStandardsTableDoes() {
        int[] table = SboxOfTheStandard.bytes();
        for (int from = 0; from < 256; from += 64) {
            long[] bits = new long[8];
            for (int lane = 0; lane < 64; lane++) {
                for (int bit = 0; bit < 8; bit++) {
                    bits[bit] |= (long) (((from + lane) ^ Sm4Gates.INPUT) >>> bit & 1) << lane;
                }
            }
            Sm4Gates.substitute(bits, 0);
            for (int lane = 0; lane < 64; lane++) {
                int value = 0;
                for (int bit = 0; bit < 8; bit++) {
                    value |= (int) (bits[bit] >>> lane & 1) << bit;
                }
                assertThat(value ^ Sm4Gates.OUTPUT).as("S(%d)", from + lane).isEqualTo(table[from + lane]);
            }
        }
    }

    @Test
    void keystreamsOfRandomKeysAgree() {
        for (int i = 0; i < RANDOM_KEYS; i++) {
            byte[] key = bytes(16);
            byte[] nonce = bytes(12);
            int counter = random.nextInt();

            assertThat(sliced(key, nonce, counter, 70 * BLOCK)).isEqualTo(keystream(key, nonce, counter, 70));
        }
    }

    @Test
    void longKeystreamsAgreeInEveryLane() {
        for (int i = 0; i < RANDOM_KEYS / 20; i++) {
            byte[] key = bytes(16);
            byte[] nonce = bytes(12);
            int counter = -random.nextInt(2_000);

            assertThat(sliced(key, nonce, counter, 1_100 * BLOCK)).isEqualTo(keystream(key, nonce, counter, 1_100));
        }
    }

    @Test
    void longAndShortMessagesUnderOneKeyAgreeWithBouncyCastle() throws InvalidCipherTextException {
        byte[] key = bytes(16);
        try (Sm4Gcm cipher = new Sm4Gcm(key)) {
            for (int length : new int[] {20_000, 5, 8_191, 8_192, 8_193, 0, 65_536}) {
                byte[] nonce = bytes(12);
                byte[] plain = bytes(length);

                assertThat(cipher.seal(nonce, key, plain))
                        .as("%d bytes", length)
                        .isEqualTo(bouncyCastle(key, nonce, key, plain, 0));
            }
        }
    }

    @Test
    void runsInLanesWhereItWasAskedTo() {
        assertThat(Sm4Rounds.widest().lanes() > 1).isEqualTo(Boolean.getBoolean("shuheng.sideBySide"));
    }

    @Test
    void theCounterGoesRoundAtEachOfItsBorders() {
        byte[] key = bytes(16);
        byte[] nonce = bytes(12);
        for (int bit = 0; bit < 32; bit++) {
            for (int before = 0; before < 66; before++) {
                int counter = (1 << bit) - before;

                assertThat(sliced(key, nonce, counter, 66 * BLOCK))
                        .as("from counter %s", Integer.toUnsignedString(counter))
                        .isEqualTo(keystream(key, nonce, counter, 66));
            }
        }
    }

    @Property(tries = 300)
    void sealsToWhatBouncyCastleSealsTo(
            @ForAll @Size(16) byte[] key,
            @ForAll @Size(12) byte[] nonce,
            @ForAll @Size(max = 40) byte[] associated,
            @ForAll @IntRange(max = 2_100) int length,
            @ForAll @IntRange(max = 20) int offset)
            throws InvalidCipherTextException {
        byte[] plain = bytes(offset + length);
        byte[] expected = bouncyCastle(key, nonce, associated, plain, offset);
        byte[] sealed = new byte[offset + expected.length];
        byte[] opened = new byte[length];
        try (Sm4Gcm cipher = new Sm4Gcm(key)) {
            cipher.seal(nonce, associated, plain, offset, length, sealed, offset);
            cipher.open(nonce, associated, sealed, offset, expected.length, opened, 0);
        }

        assertThat(Arrays.copyOfRange(sealed, offset, sealed.length)).isEqualTo(expected);
        assertThat(opened).isEqualTo(Arrays.copyOfRange(plain, offset, plain.length));
    }

    @Test
    void aNonceThatRepeatsTheLastSealsNothing() {
        try (Sm4Gcm cipher = new Sm4Gcm(new byte[16])) {
            byte[] nonce = bytes(12);
            byte[] sealed = cipher.seal(nonce, new byte[0], new byte[5]);
            byte[] out = new byte[21];

            assertThatThrownBy(() -> cipher.seal(nonce, new byte[0], new byte[5], 0, 5, out, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("repeats");
            assertThat(out).containsOnly(0);
            assertThat(cipher.open(nonce, new byte[0], sealed)).isEqualTo(new byte[5]);
        }
    }

    @Test
    void nothingIsDecryptedUnderAWrongTag() {
        try (Sm4Gcm cipher = new Sm4Gcm(new byte[16])) {
            byte[] sealed = cipher.seal(bytes(12), new byte[0], new byte[50]);
            byte[] out = new byte[50];
            Arrays.fill(out, (byte) 7);

            assertThatThrownBy(() -> cipher.open(bytes(12), new byte[0], sealed, 0, sealed.length, out, 0))
                    .isInstanceOf(CryptoException.class);
            assertThat(out).containsOnly(0);
        }
    }

    @Test
    void bytesAreNotWrittenIntoTheArrayThatTheyAreReadFrom() {
        try (Sm4Gcm cipher = new Sm4Gcm(new byte[16])) {
            byte[] one = bytes(100);
            byte[] before = one.clone();

            assertThatThrownBy(() -> cipher.seal(bytes(12), new byte[0], one, 0, 50, one, 8))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one array");
            assertThatThrownBy(() -> cipher.open(bytes(12), new byte[0], one, 0, 66, one, 8))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one array");
            assertThat(one).isEqualTo(before);
        }
    }
}
