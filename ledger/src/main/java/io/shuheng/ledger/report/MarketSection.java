package io.shuheng.ledger.report;

import io.shuheng.ledger.verify.VerificationLevel;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What was traded: over time, by product, by member. For one page. */
final class MarketSection {

    /** Most products and most members that have a row of their own, and that have a bar. */
    static final int MAX_ROWS = 100;

    static final int MAX_BARS = 12;

    private final ReportMarkup out;
    private final LedgerFigures figures;
    private final boolean faulty;

    MarketSection(ReportMarkup out, LedgerFigures figures, boolean faulty) {
        this.out = out;
        this.figures = figures;
        this.faulty = faulty;
    }

    void write(VerificationLevel level) {
        out.section("market");
        if (level != VerificationLevel.REPLAY) {
            out.note("market.notRecomputed");
        }
        tiles();
        if (faulty) {
            out.note("market.unverified", ReportMarkup.count(figures.unverified()));
        }
        if (figures.reading().fault() != null) {
            out.note("market.stops");
        }
        out.close();
        course();
        products();
        members();
    }

    private void tiles() {
        out.open("div", "class", "tiles");
        tile("tile.records", ReportMarkup.count(figures.records()));
        tile("tile.commands", ReportMarkup.count(figures.commands()));
        tile("tile.refused", ReportMarkup.count(figures.refused()));
        tile("tile.trades", ReportMarkup.count(figures.trades()));
        tile("tile.notional", figures.notional().yuan());
        tile("tile.settled", ReportMarkup.count(figures.settled()));
        tile("tile.members", ReportMarkup.count(figures.members().count()));
        tile("tile.products", ReportMarkup.count(figures.products().count()));
        out.close();
    }

    private void tile(String key, String value) {
        out.open("div");
        out.value("b", value);
        out.value("span", out.word(key));
        out.close();
    }

    private void course() {
        out.section("course");
        Course course = figures.course();
        if (course.isEmpty()) {
            out.paragraph("none");
            out.close();
            return;
        }
        List<Course.Span> spans = course.list();
        out.note("course.length", length(course.lengthMinutes()), out.offset());
        chart(
                "course.records",
                "records",
                course,
                spans,
                span -> BigInteger.valueOf(span.records()),
                most -> ReportMarkup.count(most.longValue()));
        if (figures.trades() > 0) {
            chart(
                    "course.trades",
                    "trades",
                    course,
                    spans,
                    span -> BigInteger.valueOf(span.trades()),
                    most -> ReportMarkup.count(most.longValue()));
            chart(
                    "course.notional",
                    "notional",
                    course,
                    spans,
                    span -> span.notional().fen(),
                    FenSum::yuan);
        }
        out.openTable("@from", "#records", "#refused", "#trades", "#notional");
        for (int i = 0; i < spans.size(); i++) {
            Course.Span span = spans.get(i);
            if (span.records() > 0) {
                out.row(
                        span.unverified() > 0,
                        course.label(i),
                        ReportMarkup.count(span.records()),
                        ReportMarkup.count(span.refused()),
                        ReportMarkup.count(span.trades()),
                        span.notional().yuan());
            }
        }
        out.closeTable();
        out.close();
    }

    private String length(long minutes) {
        if (minutes % (24 * 60) == 0) {
            return out.word("length.days", minutes / (24 * 60));
        }
        return minutes % 60 == 0 ? out.word("length.hours", minutes / 60) : out.word("length.minutes", minutes);
    }

    private void chart(
            String key,
            String id,
            Course course,
            List<Course.Span> spans,
            Function<Course.Span, BigInteger> value,
            Function<BigInteger, String> text) {
        List<ColumnChart.Column> columns = new ArrayList<>();
        BigInteger most = BigInteger.ZERO;
        int at = 0;
        for (int i = 0; i < spans.size(); i++) {
            BigInteger one = value.apply(spans.get(i));
            columns.add(
                    new ColumnChart.Column(course.label(i), one, spans.get(i).unverified() > 0));
            if (one.compareTo(most) > 0) {
                most = one;
                at = i;
            }
        }
        String greatest = text.apply(most);
        out.heading(key);
        ColumnChart.draw(
                out.raw(),
                id,
                out.word(key),
                out.word("course.description", out.word(key), greatest, course.label(at)),
                columns,
                greatest);
    }

    private void products() {
        out.section("products");
        Shares<ProductFigures.Product> products = figures.products().greatest(MAX_ROWS);
        if (products.shown().isEmpty() && products.rest().trades() == 0) {
            out.paragraph("products.none");
            out.close();
            return;
        }
        BarChart.draw(
                out.raw(),
                "products",
                out.word("products"),
                out.word("products.description"),
                products.shown().stream()
                        .limit(MAX_BARS)
                        .map(product -> new BarChart.Bar(
                                title(product),
                                product.notional().fen(),
                                product.notional().yuan()))
                        .toList(),
                faulty);
        out.openTable("product", "title", "#trades", "#notional");
        for (ProductFigures.Product product : products.shown()) {
            out.row(
                    product.id(),
                    title(product),
                    ReportMarkup.count(product.trades()),
                    product.notional().yuan());
        }
        if (products.rest().trades() > 0) {
            out.row(
                    "",
                    out.word("andMore", ReportMarkup.count(products.more())),
                    ReportMarkup.count(products.rest().trades()),
                    products.rest().notional().yuan());
        }
        out.total(
                "",
                out.word("total"),
                ReportMarkup.count(figures.trades()),
                figures.notional().yuan());
        out.closeTable();
        out.note("products.note");
        out.close();
    }

    private String title(ProductFigures.Product product) {
        String title = out.pick(product.titleZh(), product.titleEn());
        return title.isEmpty() ? product.id() : title;
    }

    private void members() {
        out.section("members");
        Shares<MemberFigures.Member> members = figures.members().greatest(MAX_ROWS);
        if (members.shown().isEmpty()) {
            out.paragraph("members.none");
            out.close();
            return;
        }
        if (members.shown().stream().anyMatch(member -> member.net().fen().signum() != 0)) {
            nets(members);
        }
        out.openTable(
                "member", "#bought", "#sold", "#paid", "#received", "#net", "#cycles", "#deposited", "#withdrawn");
        members.shown().forEach(member -> row(member.number() + " " + name(member), member));
        if (members.more() > 0) {
            row(out.word("andMore", ReportMarkup.count(members.more())), members.rest());
        }
        row(out.word("members.exchange"), figures.members().exchange());
        out.closeTable();
        out.note("members.note");
        out.close();
    }

    private void nets(Shares<MemberFigures.Member> members) {
        BarChart.draw(
                out.raw(),
                "members",
                out.word("members.nets"),
                out.word("members.description"),
                members.shown().stream()
                        .limit(MAX_BARS)
                        .map(member -> new BarChart.Bar(
                                name(member), member.net().fen(), member.net().yuan()))
                        .toList(),
                faulty);
    }

    private void row(String name, MemberFigures.Member member) {
        out.row(
                name,
                member.bought().yuan(),
                member.sold().yuan(),
                member.paid().yuan(),
                member.received().yuan(),
                member.net().yuan(),
                member.cycles().yuan(),
                member.deposited().yuan(),
                member.withdrawn().yuan());
    }

    private String name(MemberFigures.Member member) {
        return out.pick(member.nameZh(), member.nameEn());
    }
}
