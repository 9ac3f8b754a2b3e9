package io.shuheng.examples.exchangeday.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.Sm3;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeededRandomTest {

    private static byte[] draw(long seed, String use, int length) {
        byte[] bytes = new byte[length];
        new Seed(seed).random(use).nextBytes(bytes);
        return bytes;
    }

    @Test
    void givesTheSameBytesForTheSameSeedAndUse() {
        assertThat(draw(7, "a", 100)).isEqualTo(draw(7, "a", 100));
    }

    @Test
    void givesOtherBytesForAnotherUseOrSeed() {
        assertThat(draw(7, "a", 32)).isNotEqualTo(draw(7, "b", 32)).isNotEqualTo(draw(8, "a", 32));
    }

    @Test
    void isTheCounterModeItSaysItIs() {
        byte[] label = "shuheng example, not for real keys".getBytes(StandardCharsets.UTF_8);
        byte[] key = Sm3.hash(label, ByteBuffer.allocate(8).putLong(7).array(), new byte[] {'a'});
        byte[] secondBlock = Sm3.hash(key, ByteBuffer.allocate(8).putLong(1).array());
        assertThat(Arrays.copyOfRange(draw(7, "a", 64), 32, 64)).isEqualTo(secondBlock);
    }

    @Test
    void doesNotDependOnHowManyBytesAreDrawnAtOnce() {
        SeededRandom random = new Seed(7).random("a");
        byte[] first = new byte[5];
        byte[] rest = new byte[60];
        random.nextBytes(first);
        random.nextBytes(rest);
        byte[] whole = draw(7, "a", 65);
        assertThat(first).isEqualTo(Arrays.copyOf(whole, 5));
        assertThat(rest).isEqualTo(Arrays.copyOfRange(whole, 5, 65));
    }

    @Test
    void takesNoEntropyFromOutside() {
        SeededRandom random = new Seed(7).random("a");
        random.setSeed(42);
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        assertThat(bytes).isEqualTo(draw(7, "a", 32));
    }

    @Test
    void saysThatItIsNotForRealKeys() {
        assertThat(new Seed(7).random("a").getAlgorithm()).contains("not for real keys");
    }
}
