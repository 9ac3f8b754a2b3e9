package io.shuheng.ledger.file;

import io.shuheng.core.engine.BeginEpoch;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The epochs of a ledger (纪元), found while it is read: a BeginEpoch that names the root of what is before it, and its
 * endorsement. For one thread.
 */
public final class BegunEpochs {

    /** In which a ledger is founded. */
    public static final long FIRST = 1;

    /**
     * An epoch that began with the promotion of a standby.
     *
     * @param number of the epoch, from 2
     * @param predecessorRecords records before it; the sequence of its first record
     * @param predecessorRoot of the tree over them
     */
    public record Epoch(long number, long predecessorRecords, Sm3Hash predecessorRoot) {}

    private final RecordCatalogue catalogue = RulesVersions.current();
    private final TreeMap<Long, BeginEpoch> acts = new TreeMap<>();
    private final List<Epoch> begun = new ArrayList<>();

    /** At the start of a ledger, in its first epoch. */
    public BegunEpochs() {}

    /**
     * Takes the next record.
     *
     * @param rootBefore root of the tree over the records before it; asked for only where an epoch is to begin
     * @return what is wrong with an epoch that is to begin here; empty where nothing is, and for every other record
     * @throws io.shuheng.core.record.RecordFormatException where the record is not canonical
     */
    public Optional<String> record(byte[] bytes, int offset, int length, Supplier<Sm3Hash> rootBefore) {
        RecordKind kind = catalogue.ofType(RecordHeader.type(bytes, offset));
        if (kind == null || kind.number() != RecordHeader.schemaNumber(bytes, offset)) {
            return Optional.empty();
        }
        if (kind.javaClass() == BeginEpoch.class) {
            return act(body(kind, bytes, offset, length), RecordHeader.sequence(bytes, offset), rootBefore);
        }
        if (kind.javaClass() == EndorseAct.class && !acts.isEmpty()) {
            endorsement(body(kind, bytes, offset, length));
        }
        return Optional.empty();
    }

    private static CommandBody body(RecordKind kind, byte[] bytes, int offset, int length) {
        return CommandBody.read(kind.checker(), bytes, offset, offset + length);
    }

    private Optional<String> act(CommandBody body, long sequence, Supplier<Sm3Hash> rootBefore) {
        if (body.events().stream().noneMatch(event -> event.getKind() == EventKind.ACT_PROPOSED.number())) {
            return Optional.empty();
        }
        BeginEpoch act = AvroBytes.decode(BeginEpoch.class, body.command());
        acts.put(sequence, act);
        Sm3Hash named = Sm3Hash.of(act.getPredecessorRoot().bytes());
        // A false size is refused by the engine, which does not know roots.
        return act.getPredecessorRecords() != sequence || named.equals(rootBefore.get())
                ? Optional.empty()
                : Optional.of("names root " + named + " at " + sequence + " records, they give " + rootBefore.get());
    }

    private void endorsement(CommandBody body) {
        BeginEpoch act =
                acts.get(AvroBytes.decode(EndorseAct.class, body.command()).getAct());
        boolean inForce = body.events().stream().anyMatch(event -> event.getKind() == EventKind.EPOCH_BEGUN.number());
        if (act != null && inForce) {
            begun.add(new Epoch(
                    act.getEpoch(),
                    act.getPredecessorRecords(),
                    Sm3Hash.of(act.getPredecessorRoot().bytes())));
        }
    }

    /** The epoch behind the last record taken, from 1. */
    public long current() {
        return begun.isEmpty() ? FIRST : begun.get(begun.size() - 1).number();
    }

    /** The epochs behind the first, in order. */
    public List<Epoch> list() {
        return List.copyOf(begun);
    }
}
