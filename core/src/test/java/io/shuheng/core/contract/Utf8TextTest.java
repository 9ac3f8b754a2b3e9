package io.shuheng.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.Sm3;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class Utf8TextTest {

    @Property(tries = 200)
    void writesWhatTheJdkEncodes(@ForAll("texts") List<String> parts) {
        Utf8Text text = new Utf8Text();
        text.append("left over");
        text.clear();
        for (int i = 0; i < parts.size(); i++) {
            if (i % 2 == 0) {
                text.append(parts.get(i));
            } else {
                text.append(parts.get(i).getBytes(StandardCharsets.UTF_8));
            }
        }
        String whole = String.join("", parts);
        byte[] expected = whole.getBytes(StandardCharsets.UTF_8);
        assertThat(text.length()).isEqualTo(expected.length);
        assertThat(text.text(0, text.length())).isEqualTo(whole);
        assertThat(text.sm3(0, text.length()).bytes()).isEqualTo(Sm3.hash(expected));
    }

    @Test
    void growsPastItsFirstSize() {
        Utf8Text text = new Utf8Text();
        for (int i = 0; i < 5000; i++) {
            text.append("合同文本 contract text 𠀀");
        }
        assertThat(text.text(0, text.length())).isEqualTo("合同文本 contract text 𠀀".repeat(5000));
    }

    @Test
    void refusesHalfOfASurrogatePair() {
        Utf8Text text = new Utf8Text();
        assertThatThrownBy(() -> text.append("a\ud840")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text.append("\ud840b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text.append("\udc00")).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of(0x20, 0x7f, 0x80, 0x7ff, 0x800, 0x4e2d, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff)
                .list()
                .ofMaxSize(20)
                .map(points -> points.stream()
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .list()
                .ofMaxSize(6);
    }
}
