package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.record.EventKind;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Setting;
import java.time.Duration;

/** When contracts are sealed that wait for no others. */
public final class Sealing {

    /** Trades wait this long for others before their contracts are sealed together. */
    public static final Duration SPAN = Duration.ofMinutes(1);

    private Sealing() {}

    /**
     * Lets the span pass in which nobody sends anything, and everything be sealed. Blocks.
     *
     * @param afterSequence a record before the exchange's own TICK, of which contracts without a seal are known
     */
    public static void letTimePass(Setting setting, Floor floor, long afterSequence) {
        setting.clock().jump(SPAN);
        floor.bulletin().after(afterSequence, EventKind.REQUEST_SEAL);
        floor.services().serve();
    }
}
