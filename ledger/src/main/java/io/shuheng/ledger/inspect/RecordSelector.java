package io.shuheng.ledger.inspect;

import io.shuheng.ledger.inspect.LedgerObject.Kind;

/** Chooses records as they come. For one thread; records must be shown in order, from the first on. */
public final class RecordSelector {

    private final RecordSelection selection;
    private final Threads product = new Threads();

    /** By these conditions. */
    public RecordSelector(RecordSelection selection) {
        this.selection = selection;
        selection.product().ifPresent(product::followProduct);
    }

    /** Whether no later record can be wanted. */
    public boolean isBehind(InspectedRecord record) {
        return record.sequence() > selection.to();
    }

    /** Whether the record is wanted. */
    public boolean wants(InspectedRecord record) {
        if (selection.product().isPresent()) {
            product.learn(record);
        }
        return record.sequence() >= selection.from()
                && record.sequence() <= selection.to()
                && isOfType(record)
                && (!selection.operatorsActs() || isOperatorsAct(record))
                && (selection.participant().isEmpty()
                        || isAbout(record, selection.participant().getAsLong()))
                && (selection.product().isEmpty() || product.concern(record));
    }

    private boolean isOfType(InspectedRecord record) {
        return selection.type().isEmpty()
                || record.type().equalsIgnoreCase(selection.type().get());
    }

    private static boolean isOperatorsAct(InspectedRecord record) {
        return record.kind().isCommand()
                && record.sender().signer().filter(Signer::isOperators).isPresent();
    }

    private static boolean isAbout(InspectedRecord record, long participant) {
        LedgerObject sought = LedgerObject.of(Kind.PARTICIPANT, participant);
        boolean sent = record.kind().isCommand()
                && record.sender()
                        .signer()
                        .filter(signer -> signer.isParticipant(participant))
                        .isPresent();
        return sent
                || NamedObjects.in(record.value()).contains(sought)
                || record.events().stream()
                        .anyMatch(event -> NamedObjects.in(event).contains(sought));
    }
}
