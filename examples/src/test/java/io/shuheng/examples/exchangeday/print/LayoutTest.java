package io.shuheng.examples.exchangeday.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shuheng.examples.exchangeday.print.Table.Align;
import org.junit.jupiter.api.Test;

class LayoutTest {

    @Test
    void countsChineseCharactersAndMarksAsTwoColumns() {
        assertThat(DisplayWidth.of("数衡 ab，")).isEqualTo(9);
    }

    @Test
    void linesUpColumnsWithWideCharacters() {
        Table table = new Table()
                .column("名称", Align.LEFT)
                .column("n", Align.RIGHT)
                .row("a", 10)
                .row("机场清单", 7);
        assertThat(table.lines()).containsExactly("名称       n", "--------  --", "a         10", "机场清单   7");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Table().column("a", Align.LEFT).row(1, 2));
    }

    @Test
    void breaksEnglishBetweenWords() {
        assertThat(DisplayWidth.wrap("one two three", 8)).containsExactly("one two", "three");
    }

    @Test
    void breaksChineseAnywhereButBeforeAClosingMark() {
        assertThat(DisplayWidth.wrap("一二三四。五", 8)).containsExactly("一二三", "四。五");
    }

    @Test
    void keepsAWordInChineseTogether() {
        assertThat(DisplayWidth.wrap("一二ledger三", 8)).containsExactly("一二", "ledger三");
    }
}
