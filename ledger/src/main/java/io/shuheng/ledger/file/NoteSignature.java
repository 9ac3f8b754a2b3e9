package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A signature line of a checkpoint, {@code — name base64(key id ‖ signature)}, after C2SP signed-note. Lines of other
 * signers (cosignatures of witnesses) are kept as they are. Immutable, thread-safe.
 *
 * @param name of the signer, without white space and plus signs; the operator's is its unified social credit code
 * @param keyId 4 bytes that tell the key and its algorithm
 * @param signature as the algorithm writes it; SM2-with-SM3 as r followed by s, 64 bytes
 */
public record NoteSignature(String name, byte[] keyId, byte[] signature) {

    /** Name of the algorithm, part of the key id. */
    public static final String ALGORITHM = "SM2-with-SM3";

    /** Bytes of a key id. */
    public static final int KEY_ID_LENGTH = 4;

    /** Most characters of a signer's name. */
    public static final int MAX_NAME = 128;

    /** Most bytes of a signature. */
    public static final int MAX_SIGNATURE = 8192;

    /* C2SP signed-note leaves 0xff to algorithms that name themselves by a longer identifier. */
    private static final byte OTHER_ALGORITHM = (byte) 0xff;

    private static final String START = "— ";

    /** Takes copies and checks the lengths. */
    public NoteSignature {
        if (name.isEmpty()
                || name.length() > MAX_NAME
                || name.indexOf('+') >= 0
                || name.codePoints().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new RecordFormatException(
                    "signature.name: 1 to " + MAX_NAME + " characters without white space and plus sign");
        }
        if (keyId.length != KEY_ID_LENGTH || signature.length < 1 || signature.length > MAX_SIGNATURE) {
            throw new RecordFormatException("signature of " + name + ": key id of " + keyId.length
                    + " bytes, signature of " + signature.length + ": 4 and 1.." + MAX_SIGNATURE);
        }
        keyId = keyId.clone();
        signature = signature.clone();
    }

    @Override
    public byte[] keyId() {
        return keyId.clone();
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    /** The first 4 bytes of SM3(name ‖ 0x0A ‖ 0xFF ‖ "SM2-with-SM3" ‖ public key of 65 bytes). */
    public static byte[] keyId(String name, Sm2PublicKey key) {
        return keyId(name, ALGORITHM, key);
    }

    /** As the other, of an algorithm with that name. */
    static byte[] keyId(String name, String algorithm, Sm2PublicKey key) {
        Sm3Hash hash = Sm3Hash.ofContent(
                name.getBytes(StandardCharsets.UTF_8),
                new byte[] {'\n', OTHER_ALGORITHM},
                algorithm.getBytes(StandardCharsets.US_ASCII),
                key.encoded());
        return Arrays.copyOf(hash.bytes(), KEY_ID_LENGTH);
    }

    /** Whether this is that signer's SM2 signature over the text. */
    public boolean verifies(String signer, Sm2Verifier verifier, byte[] text) {
        if (!name.equals(signer)
                || !Arrays.equals(keyId, keyId(signer, verifier.publicKey()))
                || signature.length != Sm2Signature.LENGTH) {
            return false;
        }
        return verifier.verifyRaw(text, signature);
    }

    /** The line, without its end. */
    public String line() {
        byte[] both = Arrays.copyOf(keyId, KEY_ID_LENGTH + signature.length);
        System.arraycopy(signature, 0, both, KEY_ID_LENGTH, signature.length);
        return START + name + " " + Base64.getEncoder().encodeToString(both);
    }

    /**
     * Reads a line.
     *
     * @throws RecordFormatException where it is none
     */
    public static NoteSignature ofLine(String line) {
        int space = line.indexOf(' ', START.length());
        if (!line.startsWith(START) || space < 0) {
            throw new RecordFormatException("checkpoint: a signature line is '— name base64'");
        }
        byte[] both = Checkpoint.base64("signature", line.substring(space + 1));
        if (both.length <= KEY_ID_LENGTH) {
            throw new RecordFormatException("checkpoint.signature of " + both.length + " bytes: key id and signature");
        }
        return new NoteSignature(
                line.substring(START.length(), space),
                Arrays.copyOf(both, KEY_ID_LENGTH),
                Arrays.copyOfRange(both, KEY_ID_LENGTH, both.length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that && line().equals(that.line());
    }

    @Override
    public int hashCode() {
        return line().hashCode();
    }

    @Override
    public String toString() {
        return line();
    }
}
