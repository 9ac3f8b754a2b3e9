package io.shuheng.ledger.report;

import io.shuheng.ledger.inspect.RecordFacts;
import io.shuheng.ledger.inspect.Signer;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** What a command says, in one line, by the names of its fields. Stateless. */
final class ActText {

    private static final String FEN = "Fen";

    private ActText() {}

    /** Numbers above 0, words and short texts; identification of the command, hashes and what is nested are left out. */
    static String fields(SpecificRecord value) {
        StringJoiner line = new StringJoiner(", ");
        for (Schema.Field field : value.getSchema().getFields()) {
            String name = field.name();
            String text =
                    name.equals("clientId") || name.equals("notAfterNs") ? "" : text(name, value.get(field.pos()));
            if (!text.isEmpty()) {
                line.add(name + " " + text);
            }
        }
        return Clipped.text(line.toString());
    }

    private static String text(String name, Object value) {
        if (value instanceof Number number) {
            boolean said = number.longValue() != 0;
            return !said ? "" : name.endsWith(FEN) ? FenSum.yuan(number.longValue()) + " CNY" : number.toString();
        }
        return value instanceof CharSequence || value instanceof Enum || value instanceof Boolean
                ? value.toString()
                : "";
    }

    static String documents(RecordFacts facts) {
        return facts.documents().stream()
                .limit(8)
                .map(document -> document.field() + " " + document.sm3().hex())
                .collect(Collectors.joining("; "));
    }

    /** Such as {@code officer 3 (Compliance 0007)}. */
    static String signer(Signer signer) {
        String name = signer.staffNumber().isEmpty() ? signer.nameZh() : signer.nameZh() + " " + signer.staffNumber();
        String who = signer.purpose().name().toLowerCase(Locale.ROOT) + " " + signer.number();
        return name.isEmpty() ? who : who + " (" + Clipped.text(name) + ")";
    }
}
