package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.TreeMap;

/** The transfers of one direction that are under way, and their numbers. Finished ones are forgotten. */
final class OpenTransfers {

    /** Most transfers of one member that may be under way in one direction. */
    static final int MAX_OPEN_PER_MEMBER = 64;

    private final String field;
    private final TreeMap<Long, BankTransfer> open = new TreeMap<>();
    private final TreeMap<Long, Integer> openByParticipant = new TreeMap<>();
    private long lastNumber;

    /** Transfers that commands name by this field. */
    OpenTransfers(String field) {
        this.field = field;
    }

    void checkRequest(long participant, long amountFen, String currency) {
        Money.requireCurrency(currency);
        Money.requirePositive("amountFen", amountFen);
        int count = openByParticipant.getOrDefault(participant, 0);
        if (count >= MAX_OPEN_PER_MEMBER) {
            throw CommandRejected.because(RefusalCode.TRANSFERS_FULL, "participant", participant);
        }
    }

    BankTransfer add(long participant, int account, long amountFen) {
        BankTransfer transfer =
                new BankTransfer(++lastNumber, participant, account, amountFen, BankTransfer.State.REQUESTED);
        open.put(transfer.number(), transfer);
        openByParticipant.merge(participant, 1, Integer::sum);
        return transfer;
    }

    BankTransfer transfer(long number) {
        BankTransfer transfer = open.get(number);
        if (transfer == null) {
            boolean wasThere = number > 0 && number <= lastNumber;
            throw CommandRejected.because(
                    wasThere ? RefusalCode.WRONG_STATE : RefusalCode.UNKNOWN_REFERENCE, field, number);
        }
        return transfer;
    }

    BankTransfer instruct(long number) {
        BankTransfer transfer = transfer(number);
        if (transfer.state() != BankTransfer.State.REQUESTED) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, field, number);
        }
        BankTransfer instructed = transfer.in(BankTransfer.State.INSTRUCTED);
        open.put(number, instructed);
        return instructed;
    }

    BankTransfer checkConfirm(long number, long amountFen) {
        BankTransfer transfer = transfer(number);
        if (transfer.state() != BankTransfer.State.INSTRUCTED) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, field, number);
        }
        if (transfer.amountFen() != amountFen) {
            throw CommandRejected.because(RefusalCode.BANK_AMOUNT_MISMATCH, "amountFen", amountFen);
        }
        return transfer;
    }

    BankTransfer finish(long number, BankTransfer.State state) {
        BankTransfer finished = transfer(number).in(state);
        open.remove(number);
        if (openByParticipant.merge(finished.participant(), -1, Integer::sum) == 0) {
            openByParticipant.remove(finished.participant());
        }
        return finished;
    }

    void writeState(StateSink sink) {
        sink.number(lastNumber);
        sink.number(open.size());
        for (BankTransfer transfer : open.values()) {
            sink.number(transfer.number());
            sink.number(transfer.participant());
            sink.number(transfer.account());
            sink.number(transfer.amountFen());
            sink.text(transfer.state().name());
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    void readState(StateSource source) {
        lastNumber = source.number();
        for (int left = source.count(); left > 0; left--) {
            BankTransfer transfer = new BankTransfer(
                    source.number(),
                    source.number(),
                    source.integer(),
                    source.number(),
                    source.constant(BankTransfer.State.class));
            open.put(transfer.number(), transfer);
            openByParticipant.merge(transfer.participant(), 1, Integer::sum);
        }
    }
}
