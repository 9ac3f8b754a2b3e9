package io.shuheng.core.engine;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.List;

/**
 * Takes the steps of what goes on step by step. The kinds of work take turns, so that none keeps another waiting, with the
 * money and licences that are set aside for it, for longer than one step of each of the others.
 */
final class StepDesk {

    private final List<SteppedWork> kinds;
    private int last;

    /**
     * @param kinds in the order of their turns, which is part of the rules
     */
    StepDesk(List<SteppedWork> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    void open(Dispatch dispatch) {
        dispatch.onInternal(Step.class, this::step);
    }

    /** Whether anything waits for a step that it may take at this time. */
    boolean isPending(long timeNs) {
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).isPending(timeNs)) {
                return true;
            }
        }
        return false;
    }

    private void step(Turn turn, Step step) {
        for (int ahead = 1; ahead <= kinds.size(); ahead++) {
            int place = (last + ahead) % kinds.size();
            if (kinds.get(place).isPending(turn.timeNs())) {
                last = place;
                kinds.get(place).step(turn);
                return;
            }
        }
    }

    void writeState(StateSink sink) {
        sink.number(last);
    }

    /** Reads what {@link #writeState} wrote. */
    void readState(StateSource source) {
        last = source.within(0, kinds.size() - 1);
    }
}
