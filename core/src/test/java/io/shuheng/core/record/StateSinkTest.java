package io.shuheng.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StateSinkTest {

    @Test
    void writesANumberAsAVarintAndATextBehindItsLength() {
        StateSink sink = new StateSink();
        sink.number(-1);
        sink.text("分");
        sink.bytes(new byte[] {7});
        sink.hash(new byte[] {8, 9});
        sink.flag(true);
        assertThat(sink.toBytes()).containsExactly(1, 6, 0xE5, 0x88, 0x86, 2, 7, 8, 9, 2);
    }

    @Property(tries = 200)
    void equalValuesWriteEqualBytesAndOtherValuesOthers(@ForAll List<Long> one, @ForAll List<Long> other) {
        assertThat(Arrays.equals(written(one), written(other))).isEqualTo(one.equals(other));
    }

    @Test
    void twoTextsAreNotTheirJoin() {
        StateSink apart = new StateSink();
        apart.text("a");
        apart.text("bc");
        StateSink otherwise = new StateSink();
        otherwise.text("ab");
        otherwise.text("c");
        assertThat(apart.toBytes()).isNotEqualTo(otherwise.toBytes());
    }

    private static byte[] written(List<Long> values) {
        StateSink sink = new StateSink();
        values.forEach(sink::number);
        return sink.toBytes();
    }
}
