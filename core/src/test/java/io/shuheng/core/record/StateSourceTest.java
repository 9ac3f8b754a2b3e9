package io.shuheng.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StateSourceTest {

    @Property(tries = 200)
    void givesBackWhatASinkTook(
            @ForAll long number,
            @ForAll int integer,
            @ForAll boolean flag,
            @ForAll byte[] bytes,
            @ForAll @Size(32) byte[] hash) {
        StateSink sink = new StateSink();
        sink.number(number);
        sink.number(integer);
        sink.flag(flag);
        sink.text("数衡");
        sink.bytes(bytes);
        sink.hash(hash);

        StateSource source = new StateSource(sink.toBytes());

        assertThat(source.number()).isEqualTo(number);
        assertThat(source.integer()).isEqualTo(integer);
        assertThat(source.flag()).isEqualTo(flag);
        assertThat(source.text()).isEqualTo("数衡");
        assertThat(source.bytes()).isEqualTo(bytes);
        assertThat(source.hash(32)).isEqualTo(hash);
        source.requireEnd();
    }

    @Test
    void refusesALengthThatReachesBehindItsEnd() {
        StateSink sink = new StateSink();
        sink.bytes(new byte[100]);
        byte[] cut = Arrays.copyOf(sink.toBytes(), 50);

        assertThatThrownBy(() -> new StateSource(cut).bytes())
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("state.count");
        assertThatThrownBy(() -> new StateSource(cut).hash(51)).isInstanceOf(RecordFormatException.class);
    }

    @Test
    void refusesNumbersThatAreNotWhatTheyStandFor() {
        StateSink sink = new StateSink();
        sink.number(Long.MAX_VALUE);
        byte[] large = sink.toBytes();

        assertThatThrownBy(() -> new StateSource(large).integer()).isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> new StateSource(large).flag()).isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> new StateSource(large).count()).isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> new StateSource(new byte[0]).number()).isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> new StateSource(large).requireEnd()).hasMessageContaining("bytes behind its end");
    }

    @Test
    void takesNoTextThatIsNotUtf8() {
        StateSink sink = new StateSink();
        sink.bytes(new byte[] {'2', '0', (byte) 0xAD});
        assertThatThrownBy(() -> new StateSource(sink.toBytes()).text())
                .isInstanceOf(RecordFormatException.class)
                .hasMessage("state.text at byte 0: not UTF-8");
    }
}
