package io.shuheng.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.CryptoException.Code;
import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Sm2SignatureTest {
    private static final BigInteger N =
            new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16);
    private static final String MAXIMUM =
            "115792089210356248756420345214020892766061623724957744567843809356293439045922";

    private static byte[] raw(BigInteger r, BigInteger s) {
        return Hex.bytes(String.format("%064x%064x", r, s));
    }

    private static void assertRefused(byte[] der, Code code) {
        assertThatThrownBy(() -> Sm2Signature.ofDer(der))
                .isInstanceOfSatisfying(
                        CryptoException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Property
    void derAndRawFormsAgree(
            @ForAll @BigRange(min = "1", max = MAXIMUM) BigInteger r,
            @ForAll @BigRange(min = "1", max = MAXIMUM) BigInteger s) {
        Sm2Signature signature = Sm2Signature.ofRaw(raw(r, s));

        assertThat(Sm2Signature.ofDer(signature.der())).isEqualTo(signature).hasSameHashCodeAs(signature);
        assertThat(Sm2Signature.ofRaw(signature.raw())).isEqualTo(signature);
    }

    @Property
    void arbitraryBytesAreReadAsTheirOwnDerOrRefusedByCode(@ForAll @Size(max = 80) byte[] bytes) {
        try {
            assertThat(Sm2Signature.ofDer(bytes).der()).isEqualTo(bytes);
        } catch (CryptoException e) {
            assertThat(e.code()).isIn(Code.MALFORMED, Code.OUT_OF_RANGE);
        }
    }

    @Test
    void everyChangedByteOfTheDerFormIsRefusedOrGivesAnotherSignature() {
        byte[] der = Sm2Signature.ofRaw(raw(N.subtract(BigInteger.ONE), BigInteger.TEN))
                .der();
        Sm2Signature signature = Sm2Signature.ofDer(der);
        for (int at = 0; at < der.length; at++) {
            for (int change = 1; change < 256; change++) {
                byte[] mutated = der.clone();
                mutated[at] ^= (byte) change;
                try {
                    assertThat(Sm2Signature.ofDer(mutated)).isNotEqualTo(signature);
                } catch (CryptoException e) {
                    assertThat(e.code()).isIn(Code.MALFORMED, Code.OUT_OF_RANGE);
                }
            }
        }
    }

    @Test
    void refusesEveryTruncationAndATrailingByte() {
        byte[] der = Sm2Signature.ofRaw(raw(BigInteger.TWO, N.shiftRight(1))).der();
        for (int length = 0; length < der.length; length++) {
            assertRefused(Arrays.copyOf(der, length), Code.MALFORMED);
        }
        assertRefused(Arrays.copyOf(der, der.length + 1), Code.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "308106020101020101", // length in long form
                "3007020200010201 01", // needless leading zero
                "3006020181020101", // negative r
                "3006020101020181", // negative s
                "3006020101030101", // BIT STRING for s
                "3006040101020101", // OCTET STRING for r
                "3106020101020101", // SET
                "3080020101020101 0000", // indefinite length
                "3008020101020101 0500", // a third element
                "3006020202020101", // r runs over s
                "3006020001020101", // empty INTEGER
                "30060201010201", // s cut
            })
    void refusesDerThatIsNotMinimal(String hex) {
        assertRefused(Hex.bytes(hex), Code.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,0", "n,1", "1,n"})
    void refusesNumbersOutsideOneToNMinusOne(String r, String s) {
        byte[] raw = raw(r.equals("n") ? N : new BigInteger(r), s.equals("n") ? N : new BigInteger(s));

        assertThatThrownBy(() -> Sm2Signature.ofRaw(raw))
                .isInstanceOfSatisfying(
                        CryptoException.class, e -> assertThat(e.code()).isEqualTo(Code.OUT_OF_RANGE));
    }

    @Test
    void takesTheLargestAndTheSmallestNumbers() {
        BigInteger largest = N.subtract(BigInteger.ONE);

        assertThat(Sm2Signature.ofRaw(raw(largest, largest)).der()).hasSize(Sm2Signature.MAXIMUM_DER_LENGTH);
        assertThat(Sm2Signature.ofRaw(raw(BigInteger.ONE, BigInteger.ONE)).der())
                .isEqualTo(Hex.bytes("3006020101020101"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 65, 128})
    void refusesAnotherLengthThanSixtyFour(int length) {
        assertThatThrownBy(() -> Sm2Signature.ofRaw(new byte[length]))
                .isInstanceOfSatisfying(
                        CryptoException.class, e -> assertThat(e.code()).isEqualTo(Code.WRONG_LENGTH));
    }
}
