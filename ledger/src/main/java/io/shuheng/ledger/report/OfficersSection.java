package io.shuheng.ledger.report;

import io.shuheng.core.trading.ModeApproval;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import java.util.Map;

/** Boards with the approvals of their restricted modes, and what officers of the operator did. For one page. */
final class OfficersSection {

    private final ReportMarkup out;
    private final LedgerFigures figures;

    OfficersSection(ReportMarkup out, LedgerFigures figures) {
        this.out = out;
        this.figures = figures;
    }

    void write() {
        boards();
        interventions();
    }

    private void boards() {
        out.section("boards");
        List<BoardModes.Board> boards = figures.boards().boards();
        if (boards.isEmpty()) {
            out.paragraph("none");
            out.close();
            return;
        }
        out.openTable("#board", "name", "modes", "settlement", "#sequence");
        for (BoardModes.Board board : boards) {
            out.row(
                    figures.isUnverified(board.sequence()),
                    String.valueOf(board.number()),
                    board.terms().getName(),
                    String.join(
                            ", ",
                            board.terms().getModes().stream()
                                    .map(TradingMode::name)
                                    .toList()),
                    board.terms().getSettlementModel().name(),
                    String.valueOf(board.act()));
        }
        out.closeTable();
        if (figures.boards().more() > 0) {
            out.note("boards.more", ReportMarkup.count(figures.boards().more()));
        }
        approvals(boards);
        out.close();
    }

    /** Of the modes that need one. */
    private void approvals(List<BoardModes.Board> boards) {
        out.heading("approvals");
        if (boards.stream().allMatch(board -> board.terms().getApprovals().isEmpty())) {
            out.paragraph("approvals.none");
            return;
        }
        out.openTable("board", "mode", "authority", "documentNumber", "scope", "sm3");
        for (BoardModes.Board board : boards) {
            for (ModeApproval approval : board.terms().getApprovals()) {
                out.row(
                        figures.isUnverified(board.sequence()),
                        board.number() + " " + board.terms().getName(),
                        approval.getMode().name(),
                        Clipped.text(approval.getAuthority()),
                        Clipped.text(approval.getDocumentNumber()),
                        Clipped.text(approval.getScope()),
                        Sm3Hash.of(approval.getDocumentSm3().bytes()).hex());
            }
        }
        out.closeTable();
        out.note("approvals.note");
    }

    private void interventions() {
        out.section("officers");
        List<OfficerActs.Act> acts = figures.acts().interventions();
        if (acts.isEmpty()) {
            out.paragraph("officers.none");
        } else {
            out.openTable("#sequence", "@time", "act", "officer", "reason", "documents", "state");
            for (OfficerActs.Act act : acts) {
                out.row(
                        figures.isUnverified(act.sequence()),
                        String.valueOf(act.sequence()),
                        out.time(act.timeNs()),
                        act.type() + ": " + act.fields(),
                        act.officer(),
                        act.reason(),
                        act.documents(),
                        state(act));
            }
            out.closeTable();
            long listed = acts.size();
            long all = figures.acts().interventionsByKind().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            if (all > listed) {
                out.note("officers.more", ReportMarkup.count(all - listed));
                byKind(figures.acts().interventionsByKind());
            }
        }
        out.heading("officers.daysWork");
        byKind(figures.acts().daysWork());
        out.close();
    }

    private String state(OfficerActs.Act act) {
        if (!act.refusal().isEmpty()) {
            return out.word("state.refused", act.refusal());
        }
        if (act.endorsed().isPresent()) {
            OfficerActs.Endorsed second = act.endorsed().get();
            return out.word("state.endorsed", second.officer(), second.sequence());
        }
        return out.word(act.waits() ? "state.waits" : "state.alone");
    }

    private void byKind(Map<String, Long> counts) {
        if (counts.isEmpty()) {
            out.paragraph("none");
            return;
        }
        out.openTable("act", "#count");
        counts.forEach((type, count) -> out.row(type, ReportMarkup.count(count)));
        out.closeTable();
    }
}
