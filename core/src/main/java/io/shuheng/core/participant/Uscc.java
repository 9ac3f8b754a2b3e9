package io.shuheng.core.participant;

/**
 * The unified social credit code (统一社会信用代码) of GB 32100-2015: 18 characters, the third to eighth digits of an
 * administrative division, the last a check character over the others. Stateless, any thread.
 */
public final class Uscc {

    /** Characters of a code. */
    public static final int LENGTH = 18;

    /** The standard's characters in the order of their values; I, O, S, V and Z are none. */
    private static final String CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final int MODULUS = CHARACTERS.length();
    private static final int WEIGHT_BASE = 3;
    private static final int DIVISION_START = 2;
    private static final int DIVISION_END = 8;

    private Uscc() {}

    /** Whether length and characters are those of a code, whatever its check character. */
    public static boolean isWellFormed(String code) {
        return code.length() == LENGTH && hasValidCharacters(code);
    }

    /** Whether it is a well-formed code with the right check character. */
    public static boolean isValid(String code) {
        return isWellFormed(code) && code.charAt(LENGTH - 1) == checkCharacter(code);
    }

    /**
     * Completes a code.
     *
     * @param first17 the characters before the check character
     * @throws IllegalArgumentException where these are not the first 17 characters of any code
     */
    public static String withCheckCharacter(String first17) {
        if (first17.length() != LENGTH - 1 || !hasValidCharacters(first17)) {
            throw new IllegalArgumentException(
                    "first17 " + first17 + ": 17 characters of GB 32100-2015, digits at the third to eighth");
        }
        return first17 + checkCharacter(first17);
    }

    private static boolean hasValidCharacters(String code) {
        for (int i = 0; i < code.length(); i++) {
            int value = CHARACTERS.indexOf(code.charAt(i));
            boolean digitsOnly = i >= DIVISION_START && i < DIVISION_END;
            if (value < 0 || (digitsOnly && value > 9)) {
                return false;
            }
        }
        return true;
    }

    /** GB 32100-2015, 5.5: C18 = 31 − Σ Ci·3^(i−1) mod 31, where 31 stands for 0. */
    private static char checkCharacter(String code) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < LENGTH - 1; i++) {
            sum += CHARACTERS.indexOf(code.charAt(i)) * weight;
            weight = weight * WEIGHT_BASE % MODULUS;
        }
        return CHARACTERS.charAt((MODULUS - sum % MODULUS) % MODULUS);
    }
}
