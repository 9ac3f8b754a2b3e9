package io.shuheng.ledger.cli;

import io.shuheng.ledger.inspect.RecordFacts;
import io.shuheng.ledger.inspect.Signer;
import io.shuheng.ledger.trail.Trail;
import io.shuheng.ledger.trail.TrailStep;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Trails as one table: a row for each step, and one for each missing link. For one thread. */
final class TrailCsv implements Closeable {

    private static final List<String> COLUMNS = List.of(
            "subject",
            "link",
            "sequence",
            "time",
            "type",
            "command",
            "authentication",
            "signer",
            "authority",
            "refusal",
            "reason",
            "amountOf",
            "amountFen",
            "amountYuan",
            "bankReference",
            "documents",
            "events");

    /** Cells between the words about a missing link and the end of its row. */
    private static final int BEHIND_WORDS = COLUMNS.size() - 3;

    private final CsvFile csv;
    private final WordPrinter words;
    private final WordPrinter.Language language;

    TrailCsv(Path file, OutputOptions output) throws IOException {
        this.words = output.printer();
        this.language = output.language();
        this.csv = CsvFile.create(file, words, COLUMNS);
    }

    void add(Trail trail) throws IOException {
        LedgerTime time = LedgerTime.of(trail.timeOffsetMinutes());
        for (TrailStep step : trail.steps()) {
            add(trail, step, time);
        }
        for (Trail.Missing missing : trail.missing()) {
            CsvFile.Row row = csv.row()
                    .text(trail.subject().toString())
                    .text(words.word("link." + missing.link().name()))
                    .text(words.word("trail.missing") + ": "
                            + words.word("absence." + missing.why().name()));
            for (int i = 0; i < BEHIND_WORDS; i++) {
                row.empty();
            }
            row.end();
        }
    }

    private void add(Trail trail, TrailStep step, LedgerTime time) throws IOException {
        CsvFile.Row row = csv.row()
                .text(trail.subject().toString())
                .text(words.word("link." + step.link().name()))
                .number(step.sequence())
                .text(time.text(step.timeNs()))
                .text(step.type())
                .number(step.command())
                .text(step.sender().authentication().name())
                .text(step.sender()
                        .signer()
                        .map(signer -> RecordText.signer(signer, language))
                        .orElse(""))
                .text(step.sender()
                        .signer()
                        .flatMap(Signer::authority)
                        .map(Enum::name)
                        .orElse(""))
                .text(step.refusal().orElse(""))
                .text(step.facts().reason().orElse(""));
        RecordFacts.Amount amount = step.facts().mainAmount().orElse(null);
        if (amount == null) {
            row.empty().empty().empty();
        } else {
            row.text(amount.field()).fen(amount.fen());
        }
        row.text(step.facts().bankReference().orElse(""))
                .text(RecordText.documents(step.facts().documents()))
                .text(RecordText.events(step.events()))
                .end();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
