package io.shuheng.core.record;

import io.shuheng.crypto.Sm3Hash;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What a member signs: {@code "shuheng/1" ‖ ledgerId(32) ‖ type(1) ‖ schema SM3(32) ‖ termsHash(32) ‖ command}. The
 * terms hash is the SM3 of the command that opened the instrument an order names, zeros where there is none: so all
 * that the instrument's number stands for is signed each time. Stateless, any thread.
 */
public final class SigningBytes {

    private static final byte[] DOMAIN = "shuheng/1".getBytes(StandardCharsets.US_ASCII);

    private SigningBytes() {}

    /** The bytes to sign for one command of one ledger. */
    public static byte[] of(Sm3Hash ledgerId, RecordKind kind, Sm3Hash termsHash, byte[] command) {
        byte[] bytes = new byte[length(command.length)];
        write(ledgerId, kind, termsHash, command, command.length, bytes, 0);
        return bytes;
    }

    /** How many bytes there are to sign for a command of that length. */
    public static int length(int commandLength) {
        return DOMAIN.length + 1 + 3 * Sm3Hash.LENGTH + commandLength;
    }

    /**
     * Writes the bytes to sign for one command of one ledger, {@link #length} of them.
     *
     * @param command starts with the command's bytes
     * @throws IndexOutOfBoundsException where they do not fit
     */
    public static void write(
            Sm3Hash ledgerId,
            RecordKind kind,
            Sm3Hash termsHash,
            byte[] command,
            int commandLength,
            byte[] out,
            int offset) {
        Objects.checkFromIndexSize(offset, length(commandLength), out.length);
        System.arraycopy(DOMAIN, 0, out, offset, DOMAIN.length);
        int at = put(out, offset + DOMAIN.length, ledgerId);
        out[at++] = (byte) kind.type();
        at = put(out, at, kind.schemaSm3());
        at = put(out, at, termsHash);
        System.arraycopy(command, 0, out, at, commandLength);
    }

    private static int put(byte[] target, int offset, Sm3Hash source) {
        source.copyTo(target, offset);
        return offset + Sm3Hash.LENGTH;
    }
}
