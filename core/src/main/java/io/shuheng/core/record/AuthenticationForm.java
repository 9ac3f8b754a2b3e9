package io.shuheng.core.record;

/** Which parts of an {@link Authentication} go together: what is not needed is zero or empty. Stateless, any thread. */
public final class AuthenticationForm {

    private static final int SIGNATURE_LENGTH = 64;

    private AuthenticationForm() {}

    /**
     * Requires the one form that its kind has: INTERNAL nothing, SIGNED a signature, ATTESTED a session.
     *
     * @throws RecordFormatException where it has another one
     */
    public static void require(Authentication authentication) {
        AuthenticationKind kind = AuthenticationKind.of(authentication.getKind());
        int signatureLength = authentication.getSignature().remaining();
        boolean fits = switch (kind) {
            case INTERNAL -> authentication.getKey() == 0 && authentication.getSession() == 0 && signatureLength == 0;
            case SIGNED -> authentication.getSession() == 0 && signatureLength == SIGNATURE_LENGTH;
            case ATTESTED -> authentication.getKey() == 0 && authentication.getSession() > 0 && signatureLength == 0;
            case ASSERTED -> signatureLength == 0;
        };
        if (!fits) {
            throw new RecordFormatException("authentication of kind " + kind + ": key " + authentication.getKey()
                    + ", session " + authentication.getSession() + " and " + signatureLength
                    + " bytes of signature do not go together");
        }
    }
}
