package io.shuheng.crypto;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.crypto.merkle.MerkleHasher;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DigestAndCipherTest {
    private final CryptoProvider provider = BouncyCastleCryptoProvider.create();

    @Property(tries = 200)
    void piecesGiveTheHashOfTheWhole(@ForAll @Size(max = 300) byte[] bytes, @ForAll @IntRange(max = 300) int cut) {
        int at = Math.min(cut, bytes.length);
        Sm3Digest digest = provider.newSm3();
        digest.update(bytes, 0, at);
        Sm3Digest forked = digest.copy();
        for (int i = at; i < bytes.length; i++) {
            digest.update(bytes[i]);
        }
        forked.update(bytes, at, bytes.length - at);

        assertThat(digest.doFinal()).isEqualTo(Sm3Hash.ofContent(bytes)).isEqualTo(forked.doFinal());
        assertThat(provider.sm3(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length)))
                .isEqualTo(Sm3.hash(bytes));
    }

    @Test
    void startsAgainEmptyAfterFinalAndReset() {
        Sm3Digest digest = new Sm3Digest();
        digest.update((byte) 1);
        digest.reset();
        byte[] first = new byte[40];
        assertThat(digest.doFinal(first, 8)).isEqualTo(32);

        assertThat(Arrays.copyOfRange(first, 8, 40)).isEqualTo(Sm3.hash());
        assertThat(digest.doFinal()).isEqualTo(Sm3Hash.ofContent());
        assertThatThrownBy(() -> digest.doFinal(first, 9)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> digest.update(first, 1, 40)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** The exact tier of measuring: bytes allocated, not time. */
    @Test
    void hashingMacAndAppendingAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        MerkleHasher hasher = new MerkleHasher();
        MerkleFrontier frontier = new MerkleFrontier();
        HmacSm3 mac = new HmacSm3(new byte[32]);
        byte[] record = new byte[200];
        byte[] out = new byte[32];
        appendMany(hasher, frontier, mac, record, out);
        long before = threads.getThreadAllocatedBytes(self);
        long ruler = threads.getThreadAllocatedBytes(self) - before;

        before = threads.getThreadAllocatedBytes(self);
        appendMany(hasher, frontier, mac, record, out);
        long allocated = threads.getThreadAllocatedBytes(self) - before - ruler;

        assertThat(allocated).as("bytes for 10 000 records").isLessThan(10_000);
    }

    private static void appendMany(
            MerkleHasher hasher, MerkleFrontier frontier, HmacSm3 mac, byte[] record, byte[] out) {
        for (int i = 0; i < 10_000; i++) {
            record[i % record.length]++;
            hasher.leaf(record, 0, record.length, out, 0);
            frontier.append(out, 0);
            frontier.root(out, 0);
            mac.update(record, 0, record.length);
            mac.doFinal(out, 0);
        }
    }

    @Test
    void hashValuesReadWriteAndCompare() {
        Sm3Hash abc = Sm3Hash.ofContent("abc".getBytes(US_ASCII));
        byte[] inside = new byte[34];
        abc.copyTo(inside, 1);

        assertThat(Sm3Hash.ofHex(abc.hex().toUpperCase(Locale.ROOT))).isEqualTo(abc);
        assertThat(Sm3Hash.of(inside, 1)).isEqualTo(abc).hasSameHashCodeAs(abc);
        assertThat(Sm3Hash.of(abc.bytes())).isEqualTo(abc).isNotEqualTo(Sm3Hash.ZERO);
        assertThat(Sm3Hash.ZERO).isLessThan(abc).hasToString("0".repeat(64));
        abc.bytes()[0] = 0;
        assertThat(abc.hex()).startsWith("66c7f0f4");
    }

    @Test
    void refusesHashesOfAnotherForm() {
        assertCode(Code.WRONG_LENGTH, () -> Sm3Hash.of(new byte[31]));
        assertCode(Code.WRONG_LENGTH, () -> Sm3Hash.ofHex("00"));
        assertCode(Code.MALFORMED, () -> Sm3Hash.ofHex("g".repeat(64)));
    }

    /** Value computed with OpenSSL 3.0: dgst -sm3 -mac HMAC. */
    @Test
    void macOfAKnownMessage() {
        byte[] key = Hex.bytes("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425");
        byte[] message = Hex.bytes("cd".repeat(50));

        assertThat(Hex.text(provider.hmacSm3(key, message)))
                .isEqualTo("220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae");
    }

    @Test
    void macMatchesItsTagAndNoOther() {
        HmacSm3 mac = new HmacSm3("key".getBytes(US_ASCII));
        byte[] message = "message".getBytes(US_ASCII);
        byte[] tag = provider.hmacSm3("key".getBytes(US_ASCII), message);
        for (int at = 0; at < tag.length; at++) {
            byte[] other = tag.clone();
            other[at] ^= 1;
            mac.update(message, 0, message.length);
            assertThat(mac.matches(other)).isFalse();
        }
        mac.update(message, 0, message.length);
        assertThat(mac.matches(tag)).isTrue();
        assertThat(mac.matches(Arrays.copyOf(tag, 31))).isFalse();
        assertCode(Code.WRONG_LENGTH, () -> new HmacSm3(new byte[0]));
    }

    @Property(tries = 100)
    void opensWhatItSealedAndNothingElse(
            @ForAll @Size(max = 100) byte[] plain, @ForAll @Size(max = 40) byte[] associated, @ForAll int change) {
        byte[] key = new byte[16];
        byte[] nonce = new byte[12];
        provider.randomBytes(key);
        provider.randomBytes(nonce);
        byte[] sealed = provider.seal(key, nonce, associated, plain);
        assertThat(provider.open(key, nonce, associated, sealed)).isEqualTo(plain);

        byte[] altered = sealed.clone();
        altered[Math.floorMod(change, altered.length)] ^= 0x10;
        assertCode(Code.AUTHENTICATION_FAILED, () -> provider.open(key, nonce, associated, altered));
        byte[] otherAssociated = Arrays.copyOf(associated, associated.length + 1);
        assertCode(Code.AUTHENTICATION_FAILED, () -> provider.open(key, nonce, otherAssociated, sealed));
    }

    @Test
    void refusesKeysNoncesAndCiphertextsOfWrongLength() {
        byte[] key = new byte[16];
        byte[] nonce = new byte[12];
        byte[] none = new byte[0];

        assertCode(Code.WRONG_LENGTH, () -> provider.seal(new byte[32], nonce, none, none));
        assertCode(Code.WRONG_LENGTH, () -> provider.seal(key, new byte[16], none, none));
        assertCode(Code.WRONG_LENGTH, () -> provider.open(key, nonce, none, new byte[15]));
    }

    @Test
    void aClosedKeyIsOfNoUse() {
        Sm4Gcm cipher = new Sm4Gcm(new byte[16]);
        cipher.close();

        assertThatThrownBy(() -> cipher.seal(new byte[12], new byte[0], new byte[1]))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void unwrapsForTheRecipientOnly() {
        Sm2KeyPair recipient = provider.generateKeyPair();
        byte[] key = Hex.bytes("0123456789abcdeffedcba9876543210");
        byte[] wrapped = provider.wrap(recipient.publicKey(), key);
        Decryptor decryptor = provider.decryptor(recipient);

        assertThat(wrapped).hasSize(113);
        assertThat(decryptor.unwrap(wrapped)).isEqualTo(key);
        assertThat(decryptor.publicKey()).isEqualTo(recipient.publicKey());
        assertCode(
                Code.WRONG_RECIPIENT,
                () -> provider.decryptor(provider.generateKeyPair()).unwrap(wrapped));
        for (int at = 0; at < wrapped.length; at++) {
            byte[] mutated = wrapped.clone();
            mutated[at] ^= 0x01;
            assertThatThrownBy(() -> decryptor.unwrap(mutated))
                    .isInstanceOfSatisfying(
                            CryptoException.class,
                            e -> assertThat(e.code()).isIn(Code.MALFORMED, Code.NOT_ON_CURVE, Code.WRONG_RECIPIENT));
        }
    }

    @Test
    void refusesWrappedKeysOfImpossibleLength() {
        Sm2KeyPair recipient = provider.generateKeyPair();
        Decryptor decryptor = provider.decryptor(recipient);

        assertCode(Code.WRONG_LENGTH, () -> provider.wrap(recipient.publicKey(), new byte[0]));
        assertCode(Code.WRONG_LENGTH, () -> provider.wrap(recipient.publicKey(), new byte[65]));
        assertCode(Code.WRONG_LENGTH, () -> decryptor.unwrap(new byte[97]));
        assertCode(Code.WRONG_LENGTH, () -> decryptor.unwrap(new byte[162]));
    }
}
