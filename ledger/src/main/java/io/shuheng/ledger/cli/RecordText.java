package io.shuheng.ledger.cli;

import io.shuheng.core.record.EventKind;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.ReadEvent;
import io.shuheng.ledger.inspect.RecordFacts;
import io.shuheng.ledger.inspect.Signer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Parts of records as short text, the same in every language. Stateless. */
final class RecordText {

    private RecordText() {}

    /** Whether it is an act that waits for a second officer. */
    static boolean waits(InspectedRecord record) {
        return record.events().stream().anyMatch(event -> event.kind() == EventKind.ACT_PROPOSED);
    }

    /** Such as {@code -12.05} for -1205 fen. */
    static String yuan(long fen) {
        // Digits of the amount without its sign, which of the least long has no opposite.
        String digits = (fen < 0 ? Long.toString(fen).substring(1) : Long.toString(fen));
        String padded = digits.length() < 3 ? "0".repeat(3 - digits.length()) + digits : digits;
        int point = padded.length() - 2;
        return (fen < 0 ? "-" : "") + padded.substring(0, point) + "." + padded.substring(point);
    }

    /** Such as {@code participant 4 (Example Data Ltd)}. */
    static String signer(Signer signer, WordPrinter.Language language) {
        String number = signer.purpose().name().toLowerCase(Locale.ROOT) + " " + signer.number();
        String name =
                signer.staffNumber().isEmpty() ? name(signer, language) : signer.nameZh() + " " + signer.staffNumber();
        return name.isEmpty() ? number : number + " (" + name + ")";
    }

    private static String name(Signer signer, WordPrinter.Language language) {
        String wanted = language == WordPrinter.Language.ZH ? signer.nameZh() : signer.nameEn();
        return wanted.isEmpty() ? signer.nameZh() + signer.nameEn() : wanted;
    }

    /** Such as {@code DELIVERY_ACCEPTED(contract 3, participant 4)}. */
    static String event(ReadEvent event) {
        return event.kind().name()
                + event.numbers().stream()
                        .map(number -> number.name() + " " + number.value()
                                + (number.meaning().isEmpty() ? "" : " " + number.meaning()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    static String events(List<ReadEvent> events) {
        return events.stream().map(RecordText::event).collect(Collectors.joining(" "));
    }

    static String documents(List<RecordFacts.Document> documents) {
        return documents.stream()
                .map(document -> document.field() + " " + document.sm3().hex())
                .collect(Collectors.joining("; "));
    }
}
