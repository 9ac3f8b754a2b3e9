package io.shuheng.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CivilTimeTest {

    @Property
    void agreesWithTheCalendarOfTheJdk(
            @ForAll long timeNs, @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        OffsetDateTime expected = Instant.ofEpochSecond(
                        Math.floorDiv(timeNs, 1_000_000_000L), Math.floorMod(timeNs, 1_000_000_000L))
                .atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        assertThat(CivilTime.of(timeNs, offsetMinutes))
                .isEqualTo(new CivilTime(
                        expected.getYear(),
                        expected.getMonthValue(),
                        expected.getDayOfMonth(),
                        expected.getHour(),
                        expected.getMinute(),
                        expected.getSecond()));
    }

    @Property
    void agreesWithItOnEveryDayFrom1900To2200(@ForAll @IntRange(min = -25_567, max = 84_000) int day) {
        OffsetDateTime expected = Instant.ofEpochSecond(day * 86_400L).atOffset(ZoneOffset.UTC);
        CivilTime time = CivilTime.of(day * 86_400_000_000_000L, 0);
        assertThat(time.year()).isEqualTo(expected.getYear());
        assertThat(time.month()).isEqualTo(expected.getMonthValue());
        assertThat(time.day()).isEqualTo(expected.getDayOfMonth());
    }

    @Example
    void readsInBothLanguages() {
        CivilTime time = CivilTime.of(1_767_574_800_000_000_000L, 480);
        assertThat(time.text(ContractLanguage.ZH, 480)).isEqualTo("2026年01月05日09时00分00秒（UTC+08:00）");
        assertThat(time.text(ContractLanguage.EN, 480)).isEqualTo("2026-01-05 09:00:00 (UTC+08:00)");
        assertThat(CivilTime.of(0, -210).text(ContractLanguage.EN, -210)).isEqualTo("1969-12-31 20:30:00 (UTC-03:30)");
    }
}
