package io.shuheng.core.runtime;

import io.shuheng.core.engine.Engine;
import io.shuheng.core.engine.Replay;
import io.shuheng.core.engine.ReplayMismatchException;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import java.util.List;

/** Brings a new engine to where the ledger ends, by the one path of replay, and lets observers see every command. */
final class Recovery {

    private final RecordCatalogue catalogue;
    private final List<DurableObserver> observers;

    Recovery(RecordCatalogue catalogue, List<DurableObserver> observers) {
        this.catalogue = catalogue;
        this.observers = List.copyOf(observers);
    }

    /**
     * The engine behind the ledger's last group.
     *
     * @throws LedgerException where a record does not follow from the commands, or the ledger ends within a group
     */
    Engine recover(Ledger ledger) {
        Replay replay = new Replay(catalogue);
        try (RecordCursor cursor = ledger.cursor(0)) {
            while (cursor.next()) {
                boolean first = replay.isBetweenGroups();
                replay.accept(cursor.array(), cursor.offset(), cursor.length());
                if (first) {
                    show(cursor);
                }
            }
        } catch (ReplayMismatchException | RecordFormatException e) {
            throw new LedgerException(LedgerException.Code.CORRUPT, "recovery stops: " + e.getMessage(), e);
        }
        if (!replay.isBetweenGroups()) {
            throw new LedgerException(LedgerException.Code.CORRUPT, "recovery stops: the last group has no end");
        }
        return replay.engine();
    }

    private void show(RecordCursor cursor) {
        RecordKind kind = catalogue.ofType(RecordHeader.type(cursor.array(), cursor.offset()));
        if (kind != null && kind.isCommand()) {
            CommandBody body = CommandBody.read(
                    kind.checker(), cursor.array(), cursor.offset(), cursor.offset() + cursor.length());
            for (DurableObserver observer : observers) {
                observer.observe(kind, body);
            }
        }
    }
}
