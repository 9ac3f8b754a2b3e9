package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.LedgerSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Puts records together into groups and hands each on when it is complete. For one thread, a subscription's own. */
public final class RecordReader implements LedgerSubscriber {

    private final RecordCatalogue catalogue = RulesVersions.current();
    private final Consumer<Group> complete;
    private final List<SpecificRecord> results = new ArrayList<>();
    private @Nullable Group open;

    /** Hands complete groups to that consumer, on the subscription's thread. */
    public RecordReader(Consumer<Group> complete) {
        this.complete = complete;
    }

    @Override
    public void onRecord(byte[] bytes, int offset, int length) {
        RecordKind kind = Objects.requireNonNull(catalogue.ofType(RecordHeader.type(bytes, offset)));
        if (kind.isCommand()) {
            open = new Group(
                    RecordHeader.sequence(bytes, offset),
                    RecordHeader.timeNs(bytes, offset),
                    kind,
                    CommandBody.read(kind.checker(), bytes, offset, offset + length),
                    List.of());
            results.clear();
        } else {
            results.add(AvroBytes.decode(kind.javaClass(), bytes, offset + RecordHeader.LENGTH, offset + length));
        }
        if (RecordHeader.isEndOfGroup(bytes, offset)) {
            Group group = Objects.requireNonNull(open);
            complete.accept(new Group(group.sequence(), group.timeNs(), group.kind(), group.body(), results));
        }
    }
}
