package io.shuheng.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTextTest {

    @Test
    void letsOnlyCodePointsPassThatThisJdkNeitherComposesNorDecomposes() {
        StringBuilder all = new StringBuilder();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (PrintableText.isPrintable(codePoint)) {
                String one = Character.toString(codePoint);
                assertThat(Normalizer.normalize(one, Normalizer.Form.NFC))
                        .as("U+%X", codePoint)
                        .isEqualTo(one);
                assertThat(Character.getType(codePoint))
                        .as("U+%X", codePoint)
                        .isNotIn(
                                (int) Character.NON_SPACING_MARK,
                                (int) Character.COMBINING_SPACING_MARK,
                                (int) Character.CONTROL,
                                (int) Character.FORMAT,
                                (int) Character.UNASSIGNED,
                                (int) Character.PRIVATE_USE,
                                (int) Character.SURROGATE);
                all.append(one);
            }
        }
        assertThat(Normalizer.isNormalized(all, Normalizer.Form.NFC)).isTrue();
    }

    @Property
    void makesEveryTextNfcAndFreeOfLineBreaks(@ForAll String value) {
        String text = PrintableText.of(value);
        assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).isTrue();
        assertThat(text.codePoints()).allMatch(PrintableText::isPrintable);
    }

    @Test
    void showsWhatWouldBeInvisible() {
        assertThat(PrintableText.of("e\u0301")).isEqualTo("e[U+0301]");
        assertThat(PrintableText.of("甲\u202e乙\n丙")).isEqualTo("甲[U+202E]乙[U+000A]丙");
        assertThat(PrintableText.of("\ud83d\ude00")).isEqualTo("[U+1F600]");
        assertThat(PrintableText.of("\ud800")).isEqualTo("[U+D800]");
    }

    @Test
    void leavesOrdinaryNamesAlone() {
        String name = "上海示例（数据）科技有限公司 Société Générale, Ångström GmbH №1";
        assertThat(PrintableText.of(name)).isSameAs(name);
    }
}
