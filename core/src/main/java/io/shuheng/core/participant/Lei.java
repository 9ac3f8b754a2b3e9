package io.shuheng.core.participant;

/**
 * The legal entity identifier (法人机构识别编码) of ISO 17442: 18 digits or capital letters and two check digits by
 * ISO/IEC 7064 MOD 97-10. Stateless, any thread.
 */
public final class Lei {

    /** Characters of an identifier. */
    public static final int LENGTH = 20;

    private static final int MODULUS = 97;
    private static final int CHECK_DIGITS_START = 18;
    private static final int VALUE_OF_A = 10;

    private Lei() {}

    /** Whether length and characters are those of an identifier, whatever its check digits. */
    public static boolean isWellFormed(String lei) {
        if (lei.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = lei.charAt(i);
            boolean letter = c >= 'A' && c <= 'Z' && i < CHECK_DIGITS_START;
            if (!letter && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is a well-formed identifier with the right check digits. */
    public static boolean isValid(String lei) {
        return isWellFormed(lei) && remainder(lei) == 1;
    }

    /** The remainder by 97 of the number that arises when each letter is written as two digits, A as 10 to Z as 35. */
    private static int remainder(String lei) {
        int remainder = 0;
        for (int i = 0; i < LENGTH; i++) {
            char c = lei.charAt(i);
            remainder = c >= 'A'
                    ? (remainder * 100 + c - 'A' + VALUE_OF_A) % MODULUS
                    : (remainder * 10 + c - '0') % MODULUS;
        }
        return remainder;
    }
}
