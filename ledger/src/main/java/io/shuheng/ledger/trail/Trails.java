package io.shuheng.ledger.trail;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.Reading;
import io.shuheng.ledger.inspect.RecordObjects;
import io.shuheng.ledger.inspect.RecordStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trails out of a ledger's folder: one reading for a product or a participant, two for a contract, three where its number
 * must be found first; as many trails as are asked for out of the same readings. Holds the steps, and what is known of
 * instruments and keys. Thread-safe; blocks on the disk.
 */
public final class Trails {

    /** Most steps of one trail; more are counted and not shown. */
    public static final int MAX_STEPS = 100_000;

    private final Path ledger;
    private final List<Path> archives;

    /** How one reading ended, and the first record. */
    private record Read(Reading reading, @Nullable Genesis genesis) {}

    /** Of the ledger in that folder. */
    public Trails(Path ledger) {
        this(ledger, List.of());
    }

    /** Of a pruned ledger and the archives of what was taken out. */
    public Trails(Path ledger, List<Path> archives) {
        this.ledger = ledger;
        this.archives = List.copyOf(archives);
    }

    /**
     * The trail of a subject.
     *
     * @throws TrailException UNKNOWN, RULES_UNKNOWN or EMPTY
     * @throws LedgerException CORRUPT where the subject cannot be found for a fault of the files; NOT_A_LEDGER, IO_FAILURE
     */
    public Trail of(TrailSubject subject) {
        return of(List.of(subject)).get(0);
    }

    /** The trails of several subjects, in their order; as {@link #of(TrailSubject)}. */
    public List<Trail> of(List<TrailSubject> subjects) {
        ContractNumbers numbers = new ContractNumbers(subjects);
        if (numbers.areUnknown()) {
            read(numbers::observe);
        }
        Set<Long> contracts = new HashSet<>();
        subjects.forEach(subject -> numbers.contract(subject).ifPresent(contracts::add));
        TradeSearch trades = new TradeSearch(contracts);
        Reading searched = contracts.isEmpty() ? null : read(trades::observe).reading;
        List<TrailCollector> collectors = new ArrayList<>();
        for (TrailSubject subject : subjects) {
            Optional<TradeFacts> trade = numbers.contract(subject).flatMap(trades::trade);
            if (subject.kind().isOfContract() && trade.isEmpty()) {
                throw unknown(subject, searched);
            }
            collectors.add(new TrailCollector(subject, trade));
        }
        Read read = read(record -> {
            RecordObjects objects = RecordObjects.of(record);
            collectors.forEach(collector -> collector.observe(objects));
        });
        Genesis genesis = read.genesis;
        if (genesis == null) {
            throw new TrailException(TrailException.Code.EMPTY, ledger + " holds no record");
        }
        return collectors.stream()
                .map(collector -> collector.trail(genesis, read.reading))
                .map(trail -> requireKnown(trail))
                .toList();
    }

    /** Of a product or participant that nothing tells of there is no trail. */
    private static Trail requireKnown(Trail trail) {
        if (trail.steps().isEmpty()) {
            throw unknown(trail.subject(), trail.reading());
        }
        return trail;
    }

    private static RuntimeException unknown(TrailSubject subject, @Nullable Reading reading) {
        return reading != null && reading.fault() != null
                ? new LedgerException(
                        LedgerException.Code.CORRUPT, subject + ": not found before a fault: " + reading.fault())
                : new TrailException(TrailException.Code.UNKNOWN, subject + ": not in the ledger");
    }

    private Read read(Consumer<InspectedRecord> visitor) {
        try (RecordStream records = RecordStream.open(ledger, archives)) {
            Genesis genesis = null;
            while (records.advance()) {
                genesis = records.genesis();
                visitor.accept(records.record());
            }
            Reading reading = records.reading();
            if (reading.end() == Reading.End.NEEDS_RULES) {
                throw new TrailException(
                        TrailException.Code.RULES_UNKNOWN, ledger + " follows rules that this library does not have");
            }
            return new Read(reading, genesis);
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Code.IO_FAILURE, ledger + " cannot be read: " + e, e);
        }
    }
}
