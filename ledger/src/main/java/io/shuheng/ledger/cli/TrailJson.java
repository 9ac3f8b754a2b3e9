package io.shuheng.ledger.cli;

import io.shuheng.ledger.inspect.RecordFacts;
import io.shuheng.ledger.trail.Link;
import io.shuheng.ledger.trail.TradeFacts;
import io.shuheng.ledger.trail.Trail;
import io.shuheng.ledger.trail.TrailStep;
import java.util.List;

/** A trail as JSON, fields in a fixed order. Stateless. */
final class TrailJson {

    private TrailJson() {}

    static String of(Trail trail) {
        LedgerTime time = LedgerTime.of(trail.timeOffsetMinutes());
        JsonObject json = new JsonObject()
                .text("subject", trail.subject().toString())
                .text("ledgerId", trail.ledgerId().hex())
                .flag("verified", false);
        trail.trade().ifPresent(trade -> json.raw("trade", trade(trade)));
        trail.state().ifPresent(state -> json.text("state", state.name()));
        return json.list("links", List.of(Link.values()), link -> link(trail, link, time))
                .number("depositsFen", trail.depositsFen())
                .flag("paidFromOtherIncome", trail.isPaidFromOtherIncome())
                .number("omitted", trail.omitted())
                .text("end", trail.reading().end().name())
                .number("recordsTakenOut", trail.reading().pruned())
                .raw("fault", ReportJson.finding(trail.reading().fault()))
                .end();
    }

    private static String trade(TradeFacts trade) {
        return new JsonObject()
                .number("trade", trade.trade())
                .number("sequence", trade.sequence())
                .number("instrument", trade.instrument())
                .number("listing", trade.listing())
                .text("listingVersionSm3", trade.listingVersionSm3().hex())
                .number("buyer", trade.buyer())
                .number("seller", trade.seller())
                .number("buyOrder", trade.buyOrder())
                .number("sellOrder", trade.sellOrder())
                .number("negotiation", trade.negotiation())
                .number("amountFen", trade.amountFen())
                .text("amountYuan", RecordText.yuan(trade.amountFen()))
                .end();
    }

    private static String link(Trail trail, Link link, LedgerTime time) {
        JsonObject json =
                new JsonObject().text("link", link.name()).list("steps", trail.steps(link), step -> step(step, time));
        trail.missing().stream()
                .filter(missing -> missing.link() == link)
                .forEach(missing -> json.text("missing", missing.why().name()));
        return json.end();
    }

    private static String step(TrailStep step, LedgerTime time) {
        JsonObject json = new JsonObject()
                .number("sequence", step.sequence())
                .text("time", time.text(step.timeNs()))
                .text("type", step.type())
                .number("command", step.command())
                .raw("sender", RecordJson.sender(step.sender()));
        step.refusal().ifPresent(code -> json.text("refusal", code));
        step.facts().reason().ifPresent(reason -> json.text("reason", reason));
        step.facts().bankReference().ifPresent(reference -> json.text("bankReference", reference));
        return json.list("amounts", step.facts().amounts(), TrailJson::amount)
                .list("documents", step.facts().documents(), RecordJson::document)
                .list("events", step.events(), RecordJson::event)
                .end();
    }

    private static String amount(RecordFacts.Amount amount) {
        return new JsonObject()
                .text("field", amount.field())
                .number("fen", amount.fen())
                .text("yuan", RecordText.yuan(amount.fen()))
                .end();
    }
}
