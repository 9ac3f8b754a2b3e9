package io.shuheng.ledger.cli;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.ReadEvent;
import io.shuheng.ledger.inspect.RecordFacts;
import io.shuheng.ledger.inspect.Sender;
import io.shuheng.ledger.inspect.Signer;
import java.util.Locale;
import java.util.Optional;

/** A record as one line of JSON, fields in a fixed order. Stateless but for the ledger's time. */
final class RecordJson {

    private final LedgerTime time;

    RecordJson(LedgerTime time) {
        this.time = time;
    }

    /**
     * The line.
     *
     * @param endorsed the act that the record endorses, where it endorses one
     */
    String of(InspectedRecord record, Sm3Hash leaf, Optional<InspectedRecord> endorsed) {
        JsonObject json = new JsonObject()
                .number("sequence", record.sequence())
                .text("time", time.text(record.timeNs()))
                .number("timeNs", record.timeNs())
                .text("type", record.type());
        if (record.kind().isCommand()) {
            json.raw("sender", sender(record.sender()));
            if (record.sender().signer().filter(Signer::isOperators).isPresent()) {
                json.raw("act", act(record, endorsed));
            }
        } else {
            json.number("resultOf", record.command());
        }
        return json.raw("fields", AvroJson.of(record.value()))
                .list("events", record.events(), RecordJson::event)
                .text("leafSm3", leaf.hex())
                .flag("verified", false)
                .end();
    }

    static String sender(Sender sender) {
        JsonObject json = new JsonObject()
                .text("authentication", sender.authentication().name())
                .number("key", sender.key())
                .number("session", sender.session());
        sender.signer().ifPresent(signer -> signer(json, signer));
        return json.end();
    }

    static void signer(JsonObject json, Signer signer) {
        json.number(signer.purpose().name().toLowerCase(Locale.ROOT), signer.number());
        if (signer.staffNumber().isEmpty()) {
            json.text("nameZh", signer.nameZh()).text("nameEn", signer.nameEn());
        } else {
            json.text("office", signer.nameZh()).text("staffNumber", signer.staffNumber());
        }
        json.text("certificateSm3", signer.certificateSm3().hex());
        signer.authority().ifPresent(authority -> json.text("authorityClass", authority.name()));
    }

    private static String act(InspectedRecord record, Optional<InspectedRecord> endorsed) {
        RecordFacts facts = RecordFacts.of(record.value());
        JsonObject json = new JsonObject();
        facts.reason().ifPresent(reason -> json.text("reason", reason));
        json.list("documents", facts.documents(), RecordJson::document)
                .flag("waitsForSecond", RecordText.waits(record));
        endorsed.ifPresent(act -> json.raw("endorses", endorsed(act)));
        return json.end();
    }

    private static String endorsed(InspectedRecord act) {
        JsonObject json = new JsonObject().number("sequence", act.sequence()).text("type", act.type());
        act.sender().signer().ifPresent(signer -> signer(json, signer));
        RecordFacts facts = RecordFacts.of(act.value());
        facts.reason().ifPresent(reason -> json.text("reason", reason));
        return json.list("documents", facts.documents(), RecordJson::document).end();
    }

    static String document(RecordFacts.Document document) {
        return new JsonObject()
                .text("field", document.field())
                .text("sm3", document.sm3().hex())
                .end();
    }

    static String event(ReadEvent event) {
        JsonObject json = new JsonObject().text("event", event.kind().name());
        for (ReadEvent.Named number : event.numbers()) {
            json.number(number.name(), number.value());
            if (!number.meaning().isEmpty()) {
                json.text(number.name() + "Name", number.meaning());
            }
        }
        return json.end();
    }
}
