package io.shuheng.ledger.cli;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.RecordFacts;
import io.shuheng.ledger.inspect.Signer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Records as a table, one a row. For one thread. */
final class RecordCsv implements Closeable {

    private static final List<String> COLUMNS = List.of(
            "sequence",
            "time",
            "type",
            "command",
            "authentication",
            "key",
            "session",
            "signer",
            "office",
            "staffNumber",
            "refusal",
            "reason",
            "amountFen",
            "amountYuan",
            "bankReference",
            "documents",
            "endorses",
            "waits",
            "events",
            "leafSm3");

    private final CsvFile csv;
    private final LedgerTime time;
    private final WordPrinter.Language language;

    RecordCsv(Path file, OutputOptions output, LedgerTime time) throws IOException {
        this.csv = CsvFile.create(file, output.printer(), COLUMNS);
        this.time = time;
        this.language = output.language();
    }

    void add(InspectedRecord record, Sm3Hash leaf, Optional<InspectedRecord> endorsed) throws IOException {
        RecordFacts facts = RecordFacts.of(record.value());
        Optional<Signer> officer =
                record.sender().signer().filter(signer -> !signer.staffNumber().isEmpty());
        CsvFile.Row row = csv.row()
                .number(record.sequence())
                .text(time.text(record.timeNs()))
                .text(record.type())
                .number(record.command())
                .text(record.sender().authentication().name())
                .number(record.sender().key())
                .number(record.sender().session())
                .text(record.sender()
                        .signer()
                        .map(signer -> RecordText.signer(signer, language))
                        .orElse(""))
                .text(officer.map(Signer::nameZh).orElse(""))
                .text(officer.map(Signer::staffNumber).orElse(""))
                .text(record.refusal().map(refusal -> refusal.meaningA()).orElse(""))
                .text(facts.reason().orElse(""));
        if (facts.mainAmount().isPresent()) {
            row.fen(facts.mainAmount().get().fen());
        } else {
            row.empty().empty();
        }
        row.text(facts.bankReference().orElse(""))
                .text(RecordText.documents(facts.documents()))
                .text(endorsed.map(act -> act.sequence() + " " + act.type()).orElse(""))
                .text(RecordText.waits(record) ? "1" : "")
                .text(RecordText.events(record.events()))
                .text(leaf.hex())
                .end();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
