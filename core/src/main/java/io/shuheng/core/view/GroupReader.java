package io.shuheng.core.view;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts records together into groups, and the acts of two officers together with their endorsements. For one thread. */
final class GroupReader {

    /** An act that waits for its second officer. */
    private record Act(RecordKind kind, byte[] command) {}

    private final RecordCatalogue catalogue;
    private final Consumer<ViewGroup> complete;
    private final Map<Long, Act> acts = new HashMap<>();
    private final List<ViewGroup.Result> results = new ArrayList<>();
    private @Nullable CommandBody body;
    private @Nullable RecordKind kind;
    private long next;

    GroupReader(RecordCatalogue catalogue, Consumer<ViewGroup> complete) {
        this.catalogue = catalogue;
        this.complete = complete;
    }

    /**
     * Takes the next record.
     *
     * @throws RecordFormatException where it is not the next one, or not what the format says
     */
    void accept(byte[] bytes, int offset, int length) {
        long sequence = RecordHeader.sequence(bytes, offset);
        if (sequence != next) {
            throw new RecordFormatException("record.sequence " + sequence + ": the next is " + next);
        }
        RecordKind found = catalogue.ofType(RecordHeader.type(bytes, offset));
        if (found == null || found.isCommand() == (body != null)) {
            throw new RecordFormatException("record.type " + RecordHeader.type(bytes, offset) + ": not expected here");
        }
        if (found.isCommand()) {
            kind = found;
            body = CommandBody.read(found.checker(), bytes, offset, offset + length);
        } else {
            results.add(new ViewGroup.Result(
                    sequence,
                    AvroBytes.decode(found.javaClass(), bytes, offset + RecordHeader.LENGTH, offset + length)));
        }
        next++;
        if (RecordHeader.isEndOfGroup(bytes, offset)) {
            end(RecordHeader.timeNs(bytes, offset));
        }
    }

    private void end(long timeNs) {
        RecordKind commandKind = kind;
        CommandBody read = body;
        if (commandKind == null || read == null) {
            throw new IllegalStateException("the end of a group that has not begun");
        }
        List<ViewEvent> events = read.events().stream()
                .map(event -> new ViewEvent(EventKind.of(event.getKind()), event.getA(), event.getB(), event.getC()))
                .toList();
        Act act = act(new Act(commandKind, read.command()), events);
        long last = next - 1;
        ViewGroup group = new ViewGroup(
                last - results.size(), last, timeNs, act.kind, act.command, read.authentication(), events, results);
        results.clear();
        body = null;
        kind = null;
        complete.accept(group);
    }

    /** What takes effect: the command itself, or the act that it endorses. */
    private Act act(Act command, List<ViewEvent> events) {
        for (ViewEvent event : events) {
            if (event.kind() == EventKind.ACT_PROPOSED) {
                acts.put(event.a(), command);
            } else if (event.kind() == EventKind.ACT_ENDORSED) {
                Act endorsed = acts.remove(event.a());
                if (endorsed == null) {
                    throw new RecordFormatException("event.act " + event.a() + ": endorsed, but never proposed");
                }
                return endorsed;
            }
        }
        return command;
    }
}
