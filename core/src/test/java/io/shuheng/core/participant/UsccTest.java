package io.shuheng.core.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsccTest {

    private static final String CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /** The standard's own worked example: 91350100M000100Y4, whose sum is 1640. */
    @Test
    void findsTheCheckCharacterOfTheStandardsExample() {
        assertThat(Uscc.withCheckCharacter("91350100M000100Y4")).isEqualTo("91350100M000100Y43");
        assertThat(Uscc.isValid("91350100M000100Y4Z")).isFalse();
    }

    /** Codes of companies and public institutions, as the public register shows them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "91330100799655058B",
                "9144030071526726XG",
                "914403001922038216",
                "91110000802100433B",
                "911101085923662400",
                "91110108551385082Q",
                "12100000400010275N"
            })
    void acceptsPublishedCodes(String code) {
        assertThat(Uscc.isValid(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "9135010M000100Y43",
                "91350100M000100Y433",
                "91350100m000100y43",
                "9135010AM000100Y43",
                "91350100I000100Y43",
                "91350100O000100Y43",
                "91350100S000100Y43",
                "91350100V000100Y43",
                "91350100Z000100Y43",
                "９1350100M000100Y43"
            })
    void refusesWrongLengthsAndCharacters(String code) {
        assertThat(Uscc.isWellFormed(code)).isFalse();
        assertThat(Uscc.isValid(code)).isFalse();
    }

    @Test
    void completesNothingThatIsNotTheStartOfACode() {
        assertThatThrownBy(() -> Uscc.withCheckCharacter("91350100M000100Y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first17");
        assertThatThrownBy(() -> Uscc.withCheckCharacter("91350100M000100Z4"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void findsEverySingleWrongCharacter(
            @ForAll("first17") String first17,
            @ForAll @IntRange(max = 17) int at,
            @ForAll @IntRange(max = 30) int value) {
        String code = Uscc.withCheckCharacter(first17);
        assertThat(Uscc.isValid(code)).isTrue();
        String changed = code.substring(0, at) + CHARACTERS.charAt(value) + code.substring(at + 1);
        assertThat(Uscc.isValid(changed)).isEqualTo(changed.equals(code));
    }

    @Provide
    Arbitrary<String> first17() {
        Arbitrary<String> department =
                Arbitraries.strings().withChars(CHARACTERS).ofLength(2);
        Arbitrary<String> division = Arbitraries.strings().numeric().ofLength(6);
        Arbitrary<String> organisation =
                Arbitraries.strings().withChars(CHARACTERS).ofLength(9);
        return Combinators.combine(department, division, organisation).as((a, b, c) -> a + b + c);
    }
}
