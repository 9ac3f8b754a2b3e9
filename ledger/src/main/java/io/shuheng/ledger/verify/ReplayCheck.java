package io.shuheng.ledger.verify;

import io.shuheng.core.engine.Replay;
import io.shuheng.core.engine.ReplayMismatchException;
import io.shuheng.core.engine.StateDigestMismatchException;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RecordCatalogue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the market once more from its commands, and names the place of the first record that does not follow. For one thread. */
final class ReplayCheck {

    private final Replay replay;
    private final long from;
    private final List<Place> group = new ArrayList<>();

    ReplayCheck(RecordCatalogue catalogue) {
        this(new Replay(catalogue));
    }

    /** From a state that is said to be that behind some records. */
    ReplayCheck(Replay replay) {
        this.replay = replay;
        this.from = replay.engine().size();
    }

    /** Sequence of the first record that it takes. */
    long from() {
        return from;
    }

    /** Takes the next record; the finding, or null. Groups are compared at their ends. */
    @Nullable
    Finding record(Place place, byte[] bytes, int offset, int length) {
        group.add(place);
        Finding finding = null;
        try {
            replay.accept(bytes, offset, length);
        } catch (StateDigestMismatchException e) {
            finding = Finding.of(VerifierRule.STATE_DIGEST, placeOf(e.sequence()), String.valueOf(e.getMessage()));
        } catch (ReplayMismatchException e) {
            finding = Finding.of(VerifierRule.REPLAY, placeOf(e.sequence()), String.valueOf(e.getMessage()));
        } catch (RecordFormatException e) {
            finding = Finding.of(VerifierRule.COMMAND, group.get(0), String.valueOf(e.getMessage()));
        } catch (IllegalStateException | ArithmeticException e) {
            // The engine's own guards: a command that no façade lets through.
            finding = Finding.of(VerifierRule.REPLAY, group.get(0), "the engine cannot go on: " + e.getMessage());
        } catch (RuntimeException e) {
            if (from == 0) {
                throw e;
            }
            // Whoever wrote the state that it goes on from chose what the engine stumbles over.
            finding = Finding.of(VerifierRule.REPLAY, group.get(0), "the engine cannot go on from the state: " + e);
        }
        if (RecordHeader.isEndOfGroup(bytes, offset)) {
            group.clear();
        }
        return finding;
    }

    /** Where a group has fewer records than its command brings about, the missing one would follow its last. */
    private Place placeOf(long sequence) {
        Place last = group.get(group.size() - 1);
        for (Place place : group) {
            if (place.sequence() == sequence) {
                return place;
            }
        }
        return new Place(last.file(), last.offset(), sequence);
    }
}
