package io.shuheng.benchmarks.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderStepsTest {

    private static final PlannedTimes EVERY_MICROSECOND = new PlannedTimes(1_000, 1_000_000);

    private final OrderSteps orders = new OrderSteps(2);
    private final GroupTimes groups = new GroupTimes(8);

    private static long only(Map<OrderSteps.Step, Latencies> steps, OrderSteps.Step step) {
        assertThat(steps.get(step).count()).isEqualTo(1);
        return steps.get(step).maxNs();
    }

    /** Orders 0 and 1 are planned for 1000 and 2000; the second one's record is 7, in the group of records 6 to 8. */
    private void bothAnswered() {
        groups.appended(5, 1_100, 1_200);
        groups.durable(1_300);
        groups.appended(8, 2_150, 2_250);
        groups.durable(2_400);
        orders.handed(0, 1_010, 1_020);
        orders.handed(1, 2_030, 2_070);
        orders.answered(0, 1_310, 5);
        orders.answered(1, 2_415, 7);
    }

    @Test
    void theStepsAddUpToTheWhole() {
        bothAnswered();

        Map<OrderSteps.Step, Latencies> steps = orders.latencies(EVERY_MICROSECOND, groups, 1);

        assertThat(only(steps, OrderSteps.Step.WHOLE)).isEqualTo(415);
        assertThat(only(steps, OrderSteps.Step.LATE)).isEqualTo(30);
        assertThat(only(steps, OrderSteps.Step.ADMISSION)).isEqualTo(40);
        assertThat(only(steps, OrderSteps.Step.RING)).isEqualTo(80);
        assertThat(only(steps, OrderSteps.Step.ENGINE)).isEqualTo(100);
        assertThat(only(steps, OrderSteps.Step.DURABLE)).isEqualTo(150);
        assertThat(only(steps, OrderSteps.Step.ANSWER)).isEqualTo(15);
    }

    @Test
    void whatWarmsUpIsLeftOut() {
        bothAnswered();

        assertThat(orders.latencies(EVERY_MICROSECOND, groups, 0)
                        .get(OrderSteps.Step.WHOLE)
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aStallCountsForEveryOrderThatWasPlannedMeanwhile() {
        groups.appended(2, 9_000, 9_000);
        groups.durable(9_000);
        for (int order = 0; order < 2; order++) {
            orders.handed(order, 9_000, 9_000);
            orders.answered(order, 9_000, order);
        }

        Latencies whole = orders.latencies(EVERY_MICROSECOND, groups, 0).get(OrderSteps.Step.WHOLE);

        assertThat(whole.maxNs()).isEqualTo(8_003);
        assertThat(whole.percentileNs(1)).isEqualTo(7_003);
    }

    @Test
    void aStepThatWasNotedLaterThanItsNextCountsAsNone() {
        groups.appended(0, 1_050, 1_060);
        groups.durable(1_070);
        orders.handed(0, 1_010, 1_100);
        orders.answered(0, 1_080, 0);
        groups.appended(1, 2_000, 2_000);
        groups.durable(2_000);
        orders.handed(1, 2_000, 2_000);
        orders.answered(1, 2_000, 1);

        assertThat(orders.latencies(EVERY_MICROSECOND, groups, 0)
                        .get(OrderSteps.Step.RING)
                        .maxNs())
                .isZero();
    }

    @Test
    void anOrderWhoseRecordNobodySawIsAnError() {
        bothAnswered();
        orders.answered(1, 2_415, 9);

        assertThatThrownBy(() -> orders.latencies(EVERY_MICROSECOND, groups, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("order 1: record 9 was not seen");
    }

    @Test
    void aGroupThatIsNotDurableIsNotSeen() {
        groups.appended(3, 1, 2);

        assertThat(groups.groupOf(3)).isEqualTo(GroupTimes.NONE);
    }

    @Test
    void groupsBeyondTheRoomAreLeftOut() {
        GroupTimes small = new GroupTimes(1);
        small.appended(0, 1, 2);
        small.appended(1, 1, 2);
        small.durable(3);

        assertThat(small.groupOf(0)).isZero();
        assertThat(small.groupOf(1)).isEqualTo(GroupTimes.NONE);
    }

    @Test
    void theLastAnswerIsTheLatestAndNotTheLastOrders() {
        orders.answered(0, 5_000, 0);
        orders.answered(1, 4_000, 1);

        assertThat(orders.lastAnswerNs()).isEqualTo(5_000);
    }
}
