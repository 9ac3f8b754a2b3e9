package io.shuheng.ledger.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Sums and spans against what they must be, whatever the records say. */
final class FiguresProperties {

    @Property(tries = 300)
    void aSumOfFenIsExactAndReadsAsYuan(@ForAll List<Long> amounts) {
        FenSum sum = new FenSum();
        BigInteger expected = BigInteger.ZERO;
        for (long amount : amounts) {
            sum.add(amount);
            expected = expected.add(BigInteger.valueOf(amount));
        }
        assertThat(sum.fen()).isEqualTo(expected);
        assertThat(new BigDecimal(sum.yuan().replace(",", ""))).isEqualTo(new BigDecimal(expected, 2));
        assertThat(sum.yuan()).matches("-?\\d{1,3}(,\\d{3})*\\.\\d\\d");
    }

    @Property(tries = 300)
    void nothingIsLostHoweverFarApartRecordsAreAndSpansStayFew(
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0) Long> times,
            @ForAll @IntRange(min = -720, max = 840) int offsetMinutes) {
        Course course = new Course(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        for (long time : times) {
            course.record(time, time % 2 == 0, time % 3 == 0);
            course.trade(time, 7);
        }
        List<Course.Span> spans = course.list();
        assertThat(spans).hasSizeBetween(1, Course.MAX_SPANS);
        assertThat(spans.stream().mapToLong(Course.Span::records).sum()).isEqualTo(times.size());
        assertThat(spans.stream().mapToLong(Course.Span::trades).sum()).isEqualTo(times.size());
        assertThat(spans.stream().mapToLong(Course.Span::refused).sum())
                .isEqualTo(times.stream().filter(time -> time % 2 == 0).count());
        assertThat(spans.stream().mapToLong(Course.Span::unverified).sum())
                .isEqualTo(times.stream().filter(time -> time % 3 == 0).count());
        assertThat(spans.get(0).records()).isPositive();
        assertThat(spans.get(spans.size() - 1).records()).isPositive();
        assertThat(course.label(0)).isNotBlank();
    }

    @Property(tries = 300)
    void eachRecordLiesInTheSpanThatItsTimeSays(
            @ForAll @Size(min = 2, max = 40) List<@IntRange(max = 40_000_000) Integer> seconds) {
        Course course = new Course(ZoneOffset.ofHours(8));
        seconds.forEach(second -> course.record(second * 1_000_000_000L, false, false));
        long lengthSeconds = course.lengthMinutes() * 60;
        long first = seconds.stream()
                .mapToLong(second -> (second + 28_800L) / lengthSeconds)
                .min()
                .orElseThrow();
        List<Course.Span> spans = course.list();
        for (int i = 0; i < spans.size(); i++) {
            long place = first + i;
            assertThat(spans.get(i).records())
                    .isEqualTo(seconds.stream()
                            .filter(second -> (second + 28_800L) / lengthSeconds == place)
                            .count());
        }
    }

    @Property(tries = 500)
    void aCutTextIsNoLongerThanItMayBeAndNoCharacterIsHalved(
            @ForAll String value, @ForAll @IntRange(max = 60) int letters) {
        String repeated = value.repeat(20);
        assertThat(Clipped.text(repeated)).hasSizeLessThanOrEqualTo(Clipped.MAX_LENGTH + 1);
        String cut = Clipped.toWidth(value, letters);
        assertThat(value)
                .startsWith(cut.endsWith("…") && !cut.equals(value) ? cut.substring(0, cut.length() - 1) : cut);
    }
}
