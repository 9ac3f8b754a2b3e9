package io.shuheng.ledger.cli;

import io.shuheng.ledger.inspect.ReadEvent;
import io.shuheng.ledger.inspect.RecordFacts;
import io.shuheng.ledger.trail.Link;
import io.shuheng.ledger.trail.TradeFacts;
import io.shuheng.ledger.trail.Trail;
import io.shuheng.ledger.trail.TrailStep;
import java.util.List;

/** A trail in words, Chinese or English. */
final class TrailText {

    private final WordPrinter out;
    private final WordPrinter.Language language;

    TrailText(WordPrinter out, WordPrinter.Language language) {
        this.out = out;
        this.language = language;
    }

    void print(Trail trail) {
        out.line("trail.of", trail.subject().toString());
        out.line("ledger", trail.ledgerId().hex());
        trail.trade().ifPresent(this::trade);
        trail.state()
                .ifPresent(state ->
                        out.line("trail.state", out.word("state." + state.name()) + " [" + state.name() + "]"));
        LedgerTime time = LedgerTime.of(trail.timeOffsetMinutes());
        int place = 0;
        for (Link link : Link.values()) {
            place++;
            out.gap();
            out.say(place + ". " + out.word("link." + link.name()));
            List<TrailStep> steps = trail.steps(link);
            steps.forEach(step -> step(step, time));
            trail.missing().stream()
                    .filter(missing -> missing.link() == link)
                    .forEach(missing -> out.item(out.word("trail.missing") + ": "
                            + out.word("absence." + missing.why().name()) + " ["
                            + missing.why().name() + "]"));
        }
        out.gap();
        if (trail.omitted() > 0) {
            out.line("trail.omitted", String.valueOf(trail.omitted()));
        }
        out.say(out.word("inspect.note"));
        if (trail.trade().isPresent()) {
            out.say(out.word("trail.deposits"));
        }
        if (trail.isPaidFromOtherIncome()) {
            out.say(out.word("trail.otherIncome") + " " + money(trail.depositsFen()));
        }
        if (trail.reading().pruned() > 0) {
            out.say(out.word("trail.pruned"));
        }
    }

    private void trade(TradeFacts trade) {
        out.line("trail.trade", String.valueOf(trade.trade()));
        out.line("trail.instrument", String.valueOf(trade.instrument()));
        out.line("trail.buyer", String.valueOf(trade.buyer()));
        out.line("trail.seller", String.valueOf(trade.seller()));
        out.line("trail.price", money(trade.amountFen()));
    }

    private String money(long fen) {
        return RecordText.yuan(fen) + " " + out.word("yuan") + " (" + fen + " " + out.word("fen") + ")";
    }

    private void step(TrailStep step, LedgerTime time) {
        out.item(step.sequence() + "  " + time.text(step.timeNs()) + "  " + step.type() + "  " + sender(step));
        step.refusal().ifPresent(code -> detail("column.refusal", code));
        step.facts().reason().ifPresent(reason -> detail("column.reason", reason));
        for (RecordFacts.Amount amount : step.facts().amounts()) {
            // A command's 0 says that the field is not used; a result's says that nothing is paid.
            if (amount.fen() != 0 || step.command() != step.sequence()) {
                detail("trail.amount", amount.field() + " " + money(amount.fen()));
            }
        }
        step.facts().bankReference().ifPresent(reference -> detail("column.bankReference", reference));
        for (RecordFacts.Document document : step.facts().documents()) {
            detail("trail.document", document.field() + " " + document.sm3().hex());
        }
        for (ReadEvent event : step.events()) {
            detail("trail.event", RecordText.event(event));
        }
    }

    private void detail(String word, String value) {
        out.say("      " + out.word(word) + ": " + WordPrinter.printable(value));
    }

    private String sender(TrailStep step) {
        String result = step.command() == step.sequence() ? "" : out.word("trail.result") + " " + step.command() + ", ";
        String how = out.word("authentication." + step.sender().authentication().name());
        return result
                + step.sender()
                        .signer()
                        .map(signer -> how + " " + RecordText.signer(signer, language)
                                + signer.authority()
                                        .map(authority -> ", " + out.word("trail.authority") + " " + authority.name())
                                        .orElse(""))
                        .orElse(how);
    }
}
