package io.shuheng.ledger.file;

import io.shuheng.core.engine.AcceptDataLoss;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The losses of signed records that officers have declared in a ledger, found while it is read: an AcceptDataLoss that
 * names the root of what is before it, and its endorsement. For one thread.
 */
public final class DeclaredLosses {

    /** An act and the time of its record. */
    private record Declared(AcceptDataLoss act, long timeNs) {}

    private final RecordCatalogue catalogue = RulesVersions.current();
    private final TreeMap<Long, Declared> acts = new TreeMap<>();
    private final List<Declared> declared = new ArrayList<>();

    /** None yet. */
    public DeclaredLosses() {}

    /**
     * Takes the next record.
     *
     * @param before gives the tree over the records before it; asked for only where a loss is declared
     * @return what is wrong with a loss that is declared here; empty where nothing is, and for every other record
     * @throws io.shuheng.core.record.RecordFormatException where the record is not canonical
     */
    public Optional<String> record(byte[] bytes, int offset, int length, Supplier<MerkleFrontier> before) {
        RecordKind kind = catalogue.ofType(RecordHeader.type(bytes, offset));
        if (kind == null || kind.number() != RecordHeader.schemaNumber(bytes, offset)) {
            return Optional.empty();
        }
        if (kind.javaClass() == AcceptDataLoss.class) {
            return act(body(kind, bytes, offset, length), RecordHeader.timeNs(bytes, offset), before.get());
        }
        if (kind.javaClass() == EndorseAct.class && !acts.isEmpty()) {
            endorsement(body(kind, bytes, offset, length));
        }
        return Optional.empty();
    }

    private static CommandBody body(RecordKind kind, byte[] bytes, int offset, int length) {
        return CommandBody.read(kind.checker(), bytes, offset, offset + length);
    }

    private Optional<String> act(CommandBody body, long timeNs, MerkleFrontier before) {
        if (body.events().stream().noneMatch(event -> event.getKind() == EventKind.ACT_PROPOSED.number())) {
            return Optional.empty();
        }
        AcceptDataLoss act = AvroBytes.decode(AcceptDataLoss.class, body.command());
        acts.put(before.size(), new Declared(act, timeNs));
        Sm3Hash named = Sm3Hash.of(act.getFoundRoot().bytes());
        // A false size is refused by the engine, which does not know roots.
        return act.getFoundRecords() != before.size() || named.equals(before.root())
                ? Optional.empty()
                : Optional.of("names root " + named + " at " + before.size() + " records, they give " + before.root());
    }

    private void endorsement(CommandBody body) {
        EndorseAct endorsement = AvroBytes.decode(EndorseAct.class, body.command());
        Declared act = acts.get(endorsement.getAct());
        boolean inForce =
                body.events().stream().anyMatch(event -> event.getKind() == EventKind.DATA_LOSS_ACCEPTED.number());
        if (act != null && inForce) {
            declared.add(act);
        }
    }

    /** Whether a checkpoint covers records that a declared loss is about: those before the act, not those that came after. */
    public boolean cover(Checkpoint checkpoint) {
        return declared.stream().anyMatch(loss -> isAbout(loss, checkpoint));
    }

    /* Behind the act the numbers of lost records are used again, by records that may be lost in their turn. */
    private static boolean isAbout(Declared loss, Checkpoint checkpoint) {
        AcceptDataLoss act = loss.act();
        boolean named = checkpoint.size() == act.getExpectedRecords()
                && checkpoint.root().equals(Sm3Hash.of(act.getExpectedRoot().bytes()));
        boolean between = checkpoint.size() > act.getFoundRecords() && checkpoint.size() < act.getExpectedRecords();
        return named || (between && checkpoint.timeNs() < loss.timeNs());
    }

    /** The losses, in the order of their records. */
    public List<AcceptDataLoss> list() {
        return declared.stream().map(Declared::act).toList();
    }
}
