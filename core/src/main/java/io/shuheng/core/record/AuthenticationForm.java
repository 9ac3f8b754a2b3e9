package io.shuheng.core.record;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Which parts of an {@link Authentication} go together: what is not needed is zero or empty. Stateless, any thread. */
public final class AuthenticationForm {

    private static final int SIGNATURE_LENGTH = 64;

    private AuthenticationForm() {}

    /** Appends the canonical bytes. */
    static void write(Authentication authentication, RecordBuffer out) {
        ByteBuffer signature = authentication.getSignature();
        out.appendVarint(authentication.getKind());
        out.appendVarint(authentication.getKey());
        out.appendVarint(authentication.getSession());
        out.appendVarint(signature.remaining());
        out.append(signature);
    }

    /** Reads canonical bytes, which have been checked. */
    static Authentication read(byte[] bytes, int offset) {
        int key = Varint.endOf(bytes, offset, bytes.length);
        int session = Varint.endOf(bytes, key, bytes.length);
        int length = Varint.endOf(bytes, session, bytes.length);
        int signature = Varint.endOf(bytes, length, bytes.length);
        return new Authentication(
                (int) Varint.read(bytes, offset),
                (int) Varint.read(bytes, key),
                Varint.read(bytes, session),
                ByteBuffer.wrap(Arrays.copyOfRange(bytes, signature, signature + (int) Varint.read(bytes, length))));
    }

    /**
     * Requires the one form that its kind has: INTERNAL nothing, SIGNED a signature, ATTESTED and ASSERTED a session.
     *
     * @throws RecordFormatException where it has another one
     */
    public static void require(Authentication authentication) {
        AuthenticationKind kind = AuthenticationKind.of(authentication.getKind());
        int signatureLength = authentication.getSignature().remaining();
        boolean fits = switch (kind) {
            case INTERNAL -> authentication.getKey() == 0 && authentication.getSession() == 0 && signatureLength == 0;
            case SIGNED -> authentication.getSession() == 0 && signatureLength == SIGNATURE_LENGTH;
            case ATTESTED, ASSERTED ->
                authentication.getKey() == 0 && authentication.getSession() > 0 && signatureLength == 0;
        };
        if (!fits) {
            throw new RecordFormatException("authentication of kind " + kind + ": key " + authentication.getKey()
                    + ", session " + authentication.getSession() + " and " + signatureLength
                    + " bytes of signature do not go together");
        }
    }
}
