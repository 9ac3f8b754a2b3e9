package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.clearing.FeeBasis;
import io.shuheng.core.clearing.FeeLineTerms;
import io.shuheng.core.clearing.FeePayer;
import io.shuheng.core.clearing.FeeScheduleTerms;
import io.shuheng.core.clearing.FeeTierTerms;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.clearing.TaxMode;
import io.shuheng.core.clearing.TierKind;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.ModeApproval;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Officers;
import io.shuheng.examples.exchangeday.catalogue.BoardKind;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.rehearsal.KeyFolder;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Party;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.Boards;
import io.shuheng.examples.exchangeday.work.FourEyes;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The operator appoints officers, and two of them open boards: what touches everybody takes two pairs of eyes. */
public final class OfficersChapter {

    private static final long BUYER_FEE_BP = 50;
    private static final long SELLER_FEE_BP = 150;
    private static final int FEE_TAX_BP = 600;

    private static final List<TradingMode> OFF_THE_BOOK = List.of(
            TradingMode.FIXED_PRICE,
            TradingMode.NEGOTIATED,
            TradingMode.RFQ,
            TradingMode.ENGLISH_AUCTION,
            TradingMode.REVERSE_AUCTION);
    private static final String UNAPPROVED = "连续竞价板（未获批准） Continuous board, not approved";
    private static final String APPROVAL_AUTHORITY = "示例地方金融管理局（虚构） Made-up local financial authority";
    private static final String APPROVAL_NO = "DEMO-2026-0001";
    private static final int SHOWN_DIGITS = 16;

    private final Setting setting;
    private final Founded founded;
    private final Table table;
    private final RefusalTeller refusals;

    /** After the founding. */
    public OfficersChapter(Setting setting, Founded founded) {
        this.setting = setting;
        this.founded = founded;
        this.refusals = new RefusalTeller(setting.narrator(), founded.floor().refusals());
        this.table = new Table()
                .column(setting.narrator().text("officers.staff"), Align.LEFT)
                .column(setting.narrator().text("officers.office"), Align.LEFT)
                .column(setting.narrator().text("officers.duty"), Align.LEFT)
                .column(setting.narrator().text("officers.certificate"), Align.LEFT);
    }

    /**
     * What the chapter leaves.
     *
     * @param officers the operator's officers
     * @param boards numbers of the boards
     */
    public record Opened(Officers officers, Boards boards) {}

    /** Tells it. Blocks. */
    public Opened tell() {
        setting.narrator().chapter("officers.title");
        Officers officers = new Officers(
                appoint("登记受理岗 Registration desk", "R-0101", Duty.REGISTRAR),
                appoint("登记复核岗 Registration review", "R-0102", Duty.REGISTRAR),
                appoint("市场运营岗 Market operations", "M-0201", Duty.MARKET),
                appoint("市场监督岗 Market oversight", "M-0202", Duty.MARKET),
                appoint("争议受理岗 Dispute desk", "A-0301", Duty.ARBITRATION),
                appoint("争议复核岗 Dispute review", "A-0302", Duty.ARBITRATION),
                appoint("合规执行岗 Compliance desk", "C-0401", Duty.COMPLIANCE),
                appoint("合规复核岗 Compliance review", "C-0402", Duty.COMPLIANCE));
        setting.narrator().say("officers.intro");
        setting.narrator().table(table);
        Map<BoardKind, Long> numbers = new EnumMap<>(BoardKind.class);
        for (BoardKind kind : BoardKind.values()) {
            if (kind == BoardKind.CONTINUOUS) {
                refuseWithoutApproval(officers);
            }
            numbers.put(kind, open(officers, kind));
        }
        Boards boards = new Boards(numbers);
        setting.narrator().note("officers.fees", percent(BUYER_FEE_BP), percent(SELLER_FEE_BP), percent(FEE_TAX_BP));
        return new Opened(officers, boards);
    }

    private long open(Officers officers, BoardKind kind) {
        String name = name(kind);
        List<ModeApproval> approvals = approvals(kind);
        FourEyes.Act opened =
                FourEyes.act(officers.market(), officers.secondMarket(), ids -> board(ids, name, kind, approvals));
        long board = opened.endorsed().event(EventKind.BOARD_OPENED).getA();
        setting.narrator()
                .note(
                        "officers.board",
                        name,
                        board,
                        opened.proposed().sequence(),
                        opened.endorsed().sequence());
        return board;
    }

    private Party appoint(String office, String staffNumber, Duty duty) {
        DistinguishedName name = DistinguishedName.ofCountry("CN")
                .organization(Company.OPERATOR.legalName().zh())
                .organizationalUnit(office)
                .serialNumber(staffNumber)
                .build();
        String folder = "officer-" + staffNumber;
        KeyFolder keys =
                KeyFolder.make(setting.folder().member(folder), folder, name, founded.authority(), setting.seed());
        ByteBuffer certificate = ByteBuffer.wrap(keys.signing().certificate().der());
        founded.operator()
                .send(ids -> AppointOfficer.newBuilder()
                        .setClientId(ids.clientId())
                        .setNotAfterNs(ids.notAfterNs())
                        .setOffice(office)
                        .setStaffNumber(staffNumber)
                        .setDuties(List.of(duty))
                        .setCertificate(certificate)
                        .build());
        table.row(
                staffNumber,
                office,
                setting.narrator().text("duty." + duty),
                keys.signing().certificate().sm3().toString().substring(0, SHOWN_DIGITS));
        return founded.floor().party(folder, keys);
    }

    private static String name(BoardKind kind) {
        return switch (kind) {
            case FIXED_PRICE -> "综合板 Board for fixed prices, negotiated deals, quotes and auctions";
            case OPEN_DATA -> "开放数据板 Open-data board";
            case NETTING -> "轧差板 Netting board";
            case CONTINUOUS -> "连续竞价板 Continuous board";
        };
    }

    private static List<TradingMode> modes(BoardKind kind) {
        return switch (kind) {
            case FIXED_PRICE -> OFF_THE_BOOK;
            case OPEN_DATA, NETTING -> List.of(TradingMode.FIXED_PRICE);
            case CONTINUOUS -> List.of(TradingMode.CONTINUOUS);
        };
    }

    /** Continuous trading takes an authority's approval, which the act that opens the board names. */
    private void refuseWithoutApproval(Officers officers) {
        Group proposed = officers.market().send(ids -> board(ids, UNAPPROVED, BoardKind.CONTINUOUS, List.of()));
        refusals.tell(
                "attempt.noApproval",
                officers.secondMarket()
                        .refused(RefusalCode.APPROVAL_MISSING, ids -> FourEyes.endorsement(ids, proposed)));
    }

    private List<ModeApproval> approvals(BoardKind kind) {
        if (kind != BoardKind.CONTINUOUS) {
            return List.of();
        }
        Hash32 document = founded.floor().documents().write("document.approval", APPROVAL_NO);
        setting.narrator().note("officers.approval", APPROVAL_AUTHORITY, APPROVAL_NO);
        return List.of(new ModeApproval(
                TradingMode.CONTINUOUS, APPROVAL_AUTHORITY, APPROVAL_NO, document, "本示范日 This demonstration day"));
    }

    private static SpecificRecord board(Ids ids, String name, BoardKind kind, List<ModeApproval> approvals) {
        FeeScheduleTerms fees = kind == BoardKind.OPEN_DATA ? noFees() : fees(BUYER_FEE_BP, SELLER_FEE_BP);
        return OpenBoard.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setName(name)
                .setModes(modes(kind))
                .setApprovals(approvals)
                .setSettlementModel(Boards.settlement(kind))
                .setSignedOrdersOnly(kind != BoardKind.CONTINUOUS)
                .setResaleAllowed(false)
                .setMinimumHoldingDays(0)
                .setMaximumHolders(0)
                .setFeeSchedule(fees)
                .build();
    }

    private static FeeScheduleTerms fees(long buyerBp, long sellerBp) {
        return new FeeScheduleTerms(
                List.of(fee(FeePayer.BUYER, buyerBp), fee(FeePayer.SELLER, sellerBp)), FEE_TAX_BP, TaxMode.INCLUSIVE);
    }

    private static FeeScheduleTerms noFees() {
        return new FeeScheduleTerms(List.of(), 0, TaxMode.INCLUSIVE);
    }

    private static FeeLineTerms fee(FeePayer payer, long rateBp) {
        return FeeLineTerms.newBuilder()
                .setPayer(payer)
                .setBasis(FeeBasis.NOTIONAL)
                .setTierKind(TierKind.MARGINAL)
                .setTiers(List.of(new FeeTierTerms(0L, rateBp)))
                .setMinimumFen(0)
                .setMaximumFen(Long.MAX_VALUE)
                .setEffectiveFromNs(0)
                .setEffectiveToNs(Long.MAX_VALUE)
                .setRounding(RoundingRule.HALF_UP)
                .build();
    }

    private static String percent(long basisPoints) {
        return basisPoints / 100 + "." + basisPoints % 100 / 10 + "%";
    }
}
