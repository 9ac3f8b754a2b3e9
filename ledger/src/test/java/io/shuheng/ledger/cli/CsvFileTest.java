package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvFileTest {

    private static WordPrinter words() {
        return new WordPrinter(WordPrinter.Language.ZH, new PrintWriter(new StringWriter()));
    }

    @Test
    void beginsWithAByteOrderMarkAndItsColumnsInTheReadersWords(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("table.csv");
        try (CsvFile csv = CsvFile.create(file, words(), List.of("sequence", "amountFen", "amountYuan"))) {
            csv.row().number(7).fen(-1205).end();
        }
        assertThat(Files.readAllBytes(file)).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(CsvReading.of(file))
                .containsExactly(List.of("序号", "金额（分）", "金额（元）"), List.of("7", "-1205", "-12.05"));
    }

    @Test
    void givesEveryAmountInYuan() {
        assertThat(RecordText.yuan(0)).isEqualTo("0.00");
        assertThat(RecordText.yuan(5)).isEqualTo("0.05");
        assertThat(RecordText.yuan(-99)).isEqualTo("-0.99");
        assertThat(RecordText.yuan(123_456)).isEqualTo("1234.56");
        assertThat(RecordText.yuan(Long.MAX_VALUE)).isEqualTo("92233720368547758.07");
        assertThat(RecordText.yuan(Long.MIN_VALUE)).isEqualTo("-92233720368547758.08");
    }

    @Test
    void makesATextOfWhatWouldRunAsAFormula() {
        for (String formula : List.of("=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠x")) {
            assertThat(CsvFile.cell(formula)).as(formula).startsWith("'");
        }
        assertThat(CsvFile.cell("=HYPERLINK(\"x\",\"y\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        assertThat(CsvFile.cell("数据 a-b")).isEqualTo("数据 a-b");
    }

    @Test
    void keepsEveryDigitOfABankReference() {
        assertThat(CsvFile.cell("2026112300012345678")).isEqualTo("'2026112300012345678");
        assertThat(CsvFile.cell("20261123")).isEqualTo("20261123");
    }

    @Property(tries = 500)
    void staysOneCellThatRunsNothingWhateverItSays(@ForAll String text) {
        List<List<String>> rows = CsvReading.of(CsvFile.cell(text) + "," + CsvFile.cell(text) + "\r\n");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0)).hasSize(2);
        String cell = rows.get(0).get(1);
        assertThat(cell.codePoints().anyMatch(Character::isISOControl)).isFalse();
        if (!cell.isEmpty()) {
            assertThat("=+-@＝＋－＠").doesNotContain(cell.substring(0, 1));
        }
    }
}
