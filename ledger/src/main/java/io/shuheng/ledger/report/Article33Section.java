package io.shuheng.ledger.report;

import io.shuheng.core.listing.SourceEvidence;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * For each trade what article 33 of the Data Security Law asks for. Statements and reviews are the same for many trades: a trade names
 * their records, and each stands in a table of its own once. For one page.
 */
final class Article33Section {

    private final ReportMarkup out;
    private final LedgerFigures figures;
    private final TradeGrounds grounds;
    private final Map<Long, TradeGrounds.Version> versions = new TreeMap<>();
    private final Map<Long, Reviewed> reviews = new TreeMap<>();

    private record Reviewed(long participant, TradeGrounds.Review review) {}

    Article33Section(ReportMarkup out, LedgerFigures figures, TradeGrounds grounds) {
        this.out = out;
        this.figures = figures;
        this.grounds = grounds;
    }

    void write() {
        out.section("art33");
        out.paragraph("art33.intro");
        if (grounds.trades().isEmpty()) {
            out.paragraph("products.none");
        } else {
            trades();
            sources();
            reviews();
        }
        out.close();
    }

    private void trades() {
        out.openTable("#trade", "time", "#amount", "source", "buyerReview", "sellerReview", "+kept");
        for (TradeGrounds.Grounds one : grounds.trades()) {
            Trade trade = one.trade();
            out.row(
                    figures.isUnverified(one.sequence()),
                    String.valueOf(trade.getTrade()),
                    out.time(one.timeNs()),
                    FenSum.yuan(trade.getAmountFen()),
                    source(one.version()),
                    review(trade.getBuyer(), one.buyer()),
                    review(trade.getSeller(), one.seller()),
                    records(one.records()));
        }
        out.closeTable();
        if (grounds.more() > 0) {
            out.note("art33.more", ReportMarkup.count(grounds.more()));
        }
        out.note("art33.kept");
    }

    private String source(TradeGrounds.@Nullable Version version) {
        if (version == null) {
            return out.word("art33.noSource");
        }
        versions.put(version.sequence(), version);
        List<String> grounds = version.sources().stream()
                .map(source -> out.word("legality." + source.getLegality().name()))
                .distinct()
                .toList();
        return out.word(
                "art33.source",
                version.productId(),
                version.version(),
                String.join(out.word("comma"), grounds),
                version.sequence());
    }

    private String review(long participant, TradeGrounds.@Nullable Review review) {
        if (review == null) {
            return out.word("art33.noReview", participant);
        }
        reviews.put(review.sequence(), new Reviewed(participant, review));
        return out.word("art33.review", participant, method(review), review.sequence());
    }

    private String method(TradeGrounds.Review review) {
        return out.word("method." + review.method().name());
    }

    private void sources() {
        out.heading("art33.sources");
        out.openTable("#sequence", "product", "version", "legality", "sm3");
        for (TradeGrounds.Version version : versions.values()) {
            for (SourceEvidence source : version.sources()) {
                out.row(
                        figures.isUnverified(version.sequence()),
                        String.valueOf(version.sequence()),
                        version.productId(),
                        version.version(),
                        out.word("legality." + source.getLegality().name()),
                        Sm3Hash.of(source.getEvidenceSm3().bytes()).hex());
            }
        }
        out.closeTable();
    }

    private void reviews() {
        out.heading("art33.reviews");
        out.openTable("#sequence", "#participant", "method", "reviewer", "@validUntil", "sm3");
        reviews.forEach((sequence, reviewed) -> out.row(
                figures.isUnverified(sequence),
                String.valueOf(sequence),
                String.valueOf(reviewed.participant),
                method(reviewed.review),
                reviewed.review.by().map(ActText::signer).orElse("-"),
                out.time(reviewed.review.validUntilNs()),
                reviewed.review.evidenceSm3().hex()));
        out.closeTable();
    }

    private static String records(Map<String, Set<Long>> records) {
        List<String> kinds = new ArrayList<>();
        records.forEach((type, sequences) -> {
            List<String> shown = sequences.stream()
                    .limit(TradeGrounds.MAX_RECORDS)
                    .map(String::valueOf)
                    .toList();
            kinds.add(type + " " + String.join(" ", shown) + (sequences.size() > shown.size() ? " …" : ""));
        });
        return String.join(", ", kinds);
    }
}
