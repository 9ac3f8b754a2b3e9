package io.shuheng.core.runtime;

import com.lmax.disruptor.EventHandler;
import io.shuheng.core.engine.Answer;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RecordCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the engine wrote, makes each batch durable, and only then answers. Called by the ledger's thread alone.
 *
 * <p>The first failure of the ledger ends all answers: from then on each command is OUTCOME_UNKNOWN, for its records
 * may or may not have reached the disk. Reopening decides.
 */
final class LedgerStage implements EventHandler<CommandSlot> {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerStage.class);

    private final RecordCatalogue catalogue;
    private final Ledger ledger;
    private final ExchangeHealth health;
    private final DurableSignal durable;
    private final CheckpointPace pace;
    private final List<DurableObserver> observers;
    private final LedgerMeter meter;
    private final RefusalMeter refusals;
    private final Runnable tellGauges;
    private final List<CommandSlot> batch = new ArrayList<>();

    LedgerStage(
            RecordCatalogue catalogue,
            Ledger ledger,
            ExchangeHealth health,
            DurableSignal durable,
            CheckpointPace pace,
            List<DurableObserver> observers,
            LedgerMeter meter,
            RefusalMeter refusals,
            Runnable tellGauges) {
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.health = health;
        this.durable = durable;
        this.pace = pace;
        this.observers = List.copyOf(observers);
        this.meter = meter;
        this.refusals = refusals;
        this.tellGauges = tellGauges;
    }

    @Override
    public void onEvent(CommandSlot slot, long sequence, boolean endOfBatch) {
        batch.add(slot);
        if (endOfBatch) {
            meter.batchBegins();
            keep();
            meter.idle();
            batch.clear();
            tellGauges.run();
        }
    }

    @Override
    public void onTimeout(long sequence) {
        if (!health.isPoisoned() && pace.isDue(ledger.size())) {
            checkpoint();
        }
        tellGauges.run();
    }

    private void keep() {
        if (health.isPoisoned()) {
            batch.forEach(LedgerStage::answerUnknown);
            return;
        }
        try {
            for (int i = 0; i < batch.size(); i++) {
                ledger.append(batch.get(i).records);
            }
            meter.appended();
            ledger.commit();
        } catch (LedgerException e) {
            poison(e);
            batch.forEach(LedgerStage::answerUnknown);
            return;
        }
        meter.committed(batch.size(), ledger.size());
        publish();
        durable.advanceTo(ledger.size());
        for (int i = 0; i < batch.size(); i++) {
            answer(batch.get(i));
        }
        if (pace.isDue(ledger.size())) {
            checkpoint();
        }
    }

    /** Registries of the façade learn of a batch before its senders do, so that who has an answer can act on it. */
    private void publish() {
        for (int i = 0; i < batch.size(); i++) {
            RecordBuffer records = batch.get(i).records;
            for (int record = 0; records.concernsAdmission() && record < records.count(); record++) {
                publish(records.array(), records.offset(record), records.length(record));
            }
        }
    }

    /** A slot has more than one group where a step came before its command. */
    private void publish(byte[] bytes, int offset, int length) {
        RecordKind kind = Objects.requireNonNull(catalogue.ofType(RecordHeader.type(bytes, offset)));
        if (kind.isCommand()) {
            CommandBody body = CommandBody.read(kind.checker(), bytes, offset, offset + length);
            for (DurableObserver observer : observers) {
                observer.observe(kind, body);
            }
        }
    }

    private void checkpoint() {
        try {
            meter.checkpointBegins();
            ledger.checkpoint();
            meter.checkpointed(ledger.size());
            pace.made(ledger.size());
        } catch (LedgerException e) {
            poison(e);
        }
    }

    private void poison(LedgerException cause) {
        LOG.error("ledger failed; nothing is acknowledged until it is reopened", cause);
        health.poison(cause.getMessage());
    }

    private void answer(CommandSlot slot) {
        Answer answer = slot.answer;
        refusals.note(answer.code(), answer.sequence());
        tell(slot, answer.sequence(), answer.code(), message(answer), answer.repeated());
    }

    private static void answerUnknown(CommandSlot slot) {
        RefusalCode unknown = RefusalCode.OUTCOME_UNKNOWN;
        tell(slot, Outcome.NO_RECORD, unknown, unknown + ": " + unknown.meaning(), false);
    }

    private static void tell(CommandSlot slot, long sequence, RefusalCode code, String message, boolean repeated) {
        OutcomeListener listener = slot.listener();
        if (listener != null) {
            ToldOutcomes.tell(listener, slot.tag(), sequence, code, message, repeated);
        }
        slot.release();
    }

    private static String message(Answer answer) {
        if (answer.isAccepted()) {
            return answer.code().meaning();
        }
        String field = answer.field() == null ? "" : answer.field() + " " + answer.value() + ": ";
        return answer.code() + ": " + field + answer.code().meaning();
    }
}
