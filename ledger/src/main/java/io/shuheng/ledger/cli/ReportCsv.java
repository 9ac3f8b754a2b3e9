package io.shuheng.ledger.cli;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.VerificationLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a verification has counted, and what it could not see, as a table for working papers. Stateless. */
final class ReportCsv {

    private static final List<String> COLUMNS = List.of("item", "count", "detail");

    private ReportCsv() {}

    static void write(Path file, OutputOptions output, Report report) throws IOException {
        WordPrinter words = output.printer();
        try (CsvFile csv = CsvFile.create(file, words, COLUMNS)) {
            said(csv, "", words.word("verdict." + report.verdict().name()));
            if (report.fault() != null) {
                said(csv, words.word("fault"), report.fault().toString());
            }
            said(csv, words.word("ledger"), report.ledgerId().hex());
            said(csv, words.word("level"), words.word("level." + report.level().name()));
            Report.Files files = report.files();
            counted(csv, words.word("records"), files.records(), files.root().hex());
            counted(csv, words.word("bytes"), files.bytes(), "");
            counted(csv, words.word("checkpoints"), files.checkpoints(), "");
            counted(csv, words.word("anchors"), report.anchors().met(), "");
            if (report.level() != VerificationLevel.STRUCTURE) {
                commands(csv, words, report);
            }
            for (Report.Limit limit : report.limits()) {
                said(csv, limit.name(), words.word("limit." + limit.name()));
            }
        }
    }

    private static void commands(CsvFile csv, WordPrinter words, Report report) throws IOException {
        for (AuthenticationKind kind : AuthenticationKind.values()) {
            counted(
                    csv,
                    words.word("commands." + kind.name()),
                    report.commands().count(kind),
                    kind.name());
        }
        counted(csv, words.word("stated"), report.commands().attestedStated(), "");
        counted(csv, words.word("inDoubt"), report.commands().signedInDoubt(), "");
        counted(csv, words.word("column.seals"), report.seals().batches(), "");
        counted(csv, words.word("column.sealed"), report.seals().contracts(), "");
        counted(csv, words.word("unsealed"), report.seals().unsealed(), "");
        counted(csv, words.word("countersigned"), report.seals().countersigned(), "");
        counted(csv, words.word("column.lists"), report.revocations().recorded(), "");
        counted(csv, words.word("column.listsCompared"), report.revocations().compared(), "");
        counted(csv, words.word("statuses"), report.revocations().statuses(), "");
    }

    private static void counted(CsvFile csv, String item, long count, String detail) throws IOException {
        csv.row().text(item).number(count).text(detail).end();
    }

    private static void said(CsvFile csv, String item, String detail) throws IOException {
        csv.row().text(item).empty().text(detail).end();
    }
}
