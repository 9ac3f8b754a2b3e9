package io.shuheng.ledger.inspect;

import io.shuheng.core.participant.LegalOrder;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;

/**
 * What an auditor looks for in a record, whatever its kind: hashes of documents, amounts of money, the bank's reference,
 * the reason. Found by the fields' names, which say what they hold and in which unit. Immutable.
 *
 * @param documents hashes that are not all zeros
 * @param amounts whole amounts in fen; prices for one lot, and the lines of double entry that say them again, are not
 *     among them
 * @param bankReference the custodian bank's own reference of a payment, empty where there is none
 * @param reason why an act was done, as the record says it; empty where it says nothing
 */
public record RecordFacts(
        List<Document> documents, List<Amount> amounts, Optional<String> bankReference, Optional<String> reason) {

    private static final String FEN = "Fen";
    private static final String LEDGER_ID = "ledgerId";
    private static final String DOUBLE_ENTRY = "entries";
    private static final List<String> MAIN = List.of("amountFen", "totalFen", "buyerPaysFen", "netFen");

    /**
     * A hash that a record names.
     *
     * @param field where, as a path of field names and places in arrays from 0
     * @param sm3 the hash
     */
    public record Document(String field, Sm3Hash sm3) {}

    /**
     * An amount of money.
     *
     * @param field where
     * @param fen how much
     */
    public record Amount(String field, long fen) {}

    /** Takes copies. */
    public RecordFacts {
        documents = List.copyOf(documents);
        amounts = List.copyOf(amounts);
    }

    /** Those of a command or result. */
    public static RecordFacts of(SpecificRecord value) {
        List<Document> documents = new ArrayList<>();
        List<Amount> amounts = new ArrayList<>();
        collect(value, "", documents, amounts);
        return new RecordFacts(documents, amounts, text(value, "bankReference"), reason(value));
    }

    /** The amount that the record is about: where it has several, the one that is paid or received in all. */
    public Optional<Amount> mainAmount() {
        for (String name : MAIN) {
            for (Amount amount : amounts) {
                if (amount.field().equals(name)) {
                    return Optional.of(amount);
                }
            }
        }
        return amounts.stream().findFirst();
    }

    private static void collect(Object value, String path, List<Document> documents, List<Amount> amounts) {
        if (value instanceof Hash32 hash && !path.endsWith(LEDGER_ID)) {
            Sm3Hash sm3 = Sm3Hash.of(hash.bytes());
            if (!sm3.equals(Sm3Hash.ZERO)) {
                documents.add(new Document(path, sm3));
            }
        } else if (value instanceof IndexedRecord record) {
            for (Schema.Field field : record.getSchema().getFields()) {
                String name = path.isEmpty() ? field.name() : path + "." + field.name();
                if (!name.equals(DOUBLE_ENTRY)) {
                    collect(record.get(field.pos()), name, documents, amounts);
                }
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), path + "." + i, documents, amounts);
            }
        } else if (value instanceof Long number && path.endsWith(FEN)) {
            amounts.add(new Amount(path, number));
        }
    }

    private static Optional<String> reason(SpecificRecord value) {
        Schema.Field order = value.getSchema().getField("legalOrder");
        if (order != null && value.get(order.pos()) instanceof LegalOrder legal) {
            return Optional.of(legal.getAuthority() + " " + legal.getDocumentNumber());
        }
        Optional<String> code = text(value, "reasonCode");
        return code.isPresent() ? code : text(value, "reason");
    }

    private static Optional<String> text(SpecificRecord value, String name) {
        Schema.Field field = value.getSchema().getField(name);
        return field == null
                ? Optional.empty()
                : Optional.of(String.valueOf(value.get(field.pos()))).filter(text -> !text.isEmpty());
    }
}
