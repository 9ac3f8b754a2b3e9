package io.shuheng.core.record;

import io.shuheng.crypto.Sm3Hash;
import java.nio.charset.StandardCharsets;

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
        byte[] bytes = new byte[DOMAIN.length + 1 + 3 * Sm3Hash.LENGTH + command.length];
        System.arraycopy(DOMAIN, 0, bytes, 0, DOMAIN.length);
        int at = put(bytes, DOMAIN.length, ledgerId);
        bytes[at++] = (byte) kind.type();
        at = put(bytes, at, kind.schemaSm3());
        at = put(bytes, at, termsHash);
        System.arraycopy(command, 0, bytes, at, command.length);
        return bytes;
    }

    private static int put(byte[] target, int offset, Sm3Hash source) {
        source.copyTo(target, offset);
        return offset + Sm3Hash.LENGTH;
    }
}
