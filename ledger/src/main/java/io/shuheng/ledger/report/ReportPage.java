package io.shuheng.ledger.report;

import io.shuheng.core.contract.ContractLanguage;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.Verdict;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The report on a ledger (核验报告): the verdict and what vouches for it, what was traded, what officers did, the fault with its place
 * and what working papers need, on one page that needs nothing from elsewhere, runs no script and prints well. It is made of a faulty
 * ledger too, and then says on each part that it is not verified. Same ledger, options and tool, same page. For one thread.
 */
public final class ReportPage {

    private final Report report;
    private final LedgerFigures figures;
    private final FolderContent folder;
    private final WorkingPapers papers;

    private ReportPage(Report report, LedgerFigures figures, FolderContent folder, WorkingPapers papers) {
        this.report = report;
        this.figures = figures;
        this.folder = folder;
        this.papers = papers;
    }

    /**
     * Reads what the page shows besides the verification: the records once more, and the files' hashes. Memory is bounded, but for
     * members, officers and sessions, and 5 000 trades at most with article33. Blocks on the disk.
     *
     * @param ledger the folder that was verified
     * @param report what the verification found
     * @param papers what working papers need
     * @param article33 whether each trade is shown with its source statement, reviews and records (数据安全法 33)
     * @throws LedgerException NOT_A_LEDGER or IO_FAILURE
     */
    public static ReportPage of(Path ledger, Report report, WorkingPapers papers, boolean article33) {
        try {
            return new ReportPage(
                    report, LedgerFigures.of(ledger, report, article33), FolderContent.of(ledger), papers);
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Code.IO_FAILURE, ledger + " cannot be read: " + e, e);
        }
    }

    /** The page in one language, XHTML that browsers take as HTML, UTF-8. */
    public String html(ContractLanguage language) {
        boolean faulty = report.verdict() == Verdict.FAULT;
        String operator = operator(language);
        ReportMarkup out = new ReportMarkup(language, faulty, figures.offset(), operator);
        out.value("h1", out.word("title"));
        out.value("p", operator, "class", "sub");
        VerdictSection.write(out, report, figures);
        new MarketSection(out, figures, faulty).write(report.level());
        new OfficersSection(out, figures).write();
        OperatorKeysSection.write(out, report);
        CheckpointSection.write(out, report, folder);
        PapersSection.write(out, report, folder, papers);
        figures.grounds().ifPresent(grounds -> new Article33Section(out, figures, grounds).write());
        return out.end();
    }

    private String operator(ContractLanguage language) {
        if (report.operatorName().size() < 2) {
            return "";
        }
        String zh = report.operatorName().get(0);
        String en = report.operatorName().get(1);
        String wanted = language == ContractLanguage.ZH ? zh : en;
        return Clipped.text(wanted.isEmpty() ? zh + en : wanted);
    }
}
