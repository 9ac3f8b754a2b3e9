package io.shuheng.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class MoneyTextTest {

    private static final String DIGITS = "零壹贰叁肆伍陆柒捌玖";

    @Example
    void writesTheExamplesOfTheRulesForBills() {
        assertThat(MoneyText.capitals(12345)).isEqualTo("壹佰贰拾叁元肆角伍分");
        assertThat(MoneyText.capitals(140950)).isEqualTo("壹仟肆佰零玖元伍角整");
        assertThat(MoneyText.capitals(600714)).isEqualTo("陆仟零柒元壹角肆分");
        assertThat(MoneyText.capitals(168032)).isEqualTo("壹仟陆佰捌拾元叁角贰分");
        assertThat(MoneyText.capitals(10700053)).isEqualTo("壹拾万柒仟元伍角叁分");
        assertThat(MoneyText.capitals(1640902)).isEqualTo("壹万陆仟肆佰零玖元零贰分");
        assertThat(MoneyText.capitals(32504)).isEqualTo("叁佰贰拾伍元零肆分");
        assertThat(MoneyText.capitals(0)).isEqualTo("零元整");
        assertThat(MoneyText.capitals(5)).isEqualTo("伍分");
        assertThat(MoneyText.capitals(50)).isEqualTo("伍角整");
        assertThat(MoneyText.capitals(1_000_000_000_000L)).isEqualTo("壹佰亿元整");
        assertThat(MoneyText.capitals(10_000_000_100L)).isEqualTo("壹亿零壹元整");
        assertThat(MoneyText.capitals(10_050_000_000L)).isEqualTo("壹亿零伍拾万元整");
    }

    @Property
    void agreesWithAModelThatReadsTheNumeralsBack(@ForAll @LongRange(min = 0) long amountFen) {
        assertThat(readCapitals(MoneyText.capitals(amountFen))).isEqualTo(amountFen);
    }

    @Property
    void agreesWithAModelThatCollapsesZeros(@ForAll @LongRange(min = 0, max = 999_999_999_999_99L) long amountFen) {
        assertThat(MoneyText.capitals(amountFen)).isEqualTo(collapsed(amountFen));
    }

    @Property
    void writesDigitsAsADecimalNumber(@ForAll @LongRange(min = 0) long amount) {
        assertThat(MoneyText.yuan(amount))
                .isEqualTo(BigDecimal.valueOf(amount, 2).toPlainString());
        assertThat(new BigDecimal(MoneyText.unitPrice(amount))).isEqualByComparingTo(BigDecimal.valueOf(amount, 6));
    }

    @Example
    void keepsTwoPlacesOfAUnitPriceAndDropsZerosBehindThem() {
        assertThat(MoneyText.unitPrice(5000)).isEqualTo("0.005");
        assertThat(MoneyText.unitPrice(12_000_000)).isEqualTo("12.00");
        assertThat(MoneyText.unitPrice(1)).isEqualTo("0.000001");
        assertThat(MoneyText.unitPrice(1_500_000)).isEqualTo("1.50");
    }

    @Example
    void refusesNegativeAmounts() {
        assertThatThrownBy(() -> MoneyText.yuan(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MoneyText.capitals(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MoneyText.unitPrice(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Reads numerals by place value, knowing nothing of how zeros are written. */
    private static long readCapitals(String text) {
        long yi = 0;
        long wan = 0;
        long group = 0;
        long digit = 0;
        long fen = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '拾' -> group += digit * 10;
                case '佰' -> group += digit * 100;
                case '仟' -> group += digit * 1000;
                case '万' -> wan += (group + digit) * 10_000;
                case '亿' -> yi = (yi + wan + group + digit) * 100_000_000;
                case '元' -> fen += (yi + wan + group + digit) * 100;
                case '角' -> fen += digit * 10;
                case '分' -> fen += digit;
                case '整' -> {}
                default -> digit = DIGITS.indexOf(c);
            }
            if ("万亿元".indexOf(c) >= 0) {
                group = 0;
            }
            if (c == '亿') {
                wan = 0;
            }
            if (DIGITS.indexOf(c) < 0) {
                digit = 0;
            }
        }
        return fen;
    }

    /** Writes every place, zeros included, then collapses: the way it is done by hand. */
    private static String collapsed(long amountFen) {
        String[] units = {"", "拾", "佰", "仟", "万", "拾", "佰", "仟", "亿", "拾", "佰", "仟"};
        String digits = Long.toString(amountFen / 100);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            String unit = units[digits.length() - 1 - i];
            all.append(DIGITS.charAt(digit)).append(unit);
        }
        String yuan = all.toString()
                .replaceAll("零[拾佰仟]", "零")
                .replaceAll("零+", "零")
                .replaceAll("零([万亿])", "$1")
                .replaceAll("亿万", "亿")
                .replaceAll("零$", "");
        int jiao = (int) (amountFen / 10 % 10);
        int fen = (int) (amountFen % 10);
        String cents = (jiao > 0 ? DIGITS.charAt(jiao) + "角" : fen > 0 && !yuan.isEmpty() ? "零" : "")
                + (fen > 0 ? DIGITS.charAt(fen) + "分" : "整");
        return (yuan.isEmpty() ? jiao == 0 && fen == 0 ? "零元" : "" : yuan + "元") + cents;
    }
}
