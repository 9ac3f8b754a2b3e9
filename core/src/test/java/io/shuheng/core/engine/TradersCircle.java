package io.shuheng.core.engine;

import io.shuheng.core.clearing.CloseCycle;
import io.shuheng.core.clearing.ConfirmDeposit;
import io.shuheng.core.clearing.NettingCycle;
import io.shuheng.core.clearing.RequestDeposit;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.SettlementModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Members that sell to and buy from each other, on board 1 that settles gross and on board 2 that nets. Each offers one
 * product on each board at {@link TradeWay#PRICE_MICROS}.
 */
public final class TradersCircle {

    /** The board that settles trade by trade. */
    public static final int GROSS_BOARD = 1;

    /** The board that nets. */
    public static final int NETTING_BOARD = 2;

    private final EngineFixture exchange;
    private final TradeWay way;
    private final Enrolment.Member bank;
    private final Enrolment.Member clearingHouse;
    private final List<Enrolment.Member> traders = new ArrayList<>();
    private final List<Long> grossInstruments = new ArrayList<>();
    private final List<Long> nettingInstruments = new ArrayList<>();
    private int deposits;

    /** So many traders, from 0, without money. */
    public TradersCircle(EngineFixture exchange, TradeWay way, int count) {
        this.exchange = exchange;
        this.way = way;
        this.bank = way.enrolment().member(Role.CUSTODIAN_BANK);
        this.clearingHouse = way.enrolment().member(Role.CLEARING_HOUSE);
        exchange.submitByTwo(
                        way.board()
                                .setName("轧差板")
                                .setSettlementModel(SettlementModel.NETTING)
                                .build(),
                        Duty.MARKET)
                .requireAccepted();
        for (int trader = 0; trader < count; trader++) {
            ListingWay listings =
                    new ListingWay(exchange, way.enrolment(), List.of(Role.PROVIDER, Role.REGISTRAR, Role.CONSUMER));
            traders.add(listings.provider());
            grossInstruments.add(offered(listings, GROSS_BOARD, SettlementModel.GROSS));
            nettingInstruments.add(offered(listings, NETTING_BOARD, SettlementModel.NETTING));
        }
    }

    private long offered(ListingWay listings, int board, SettlementModel model) {
        ListingDescriptor descriptor =
                listings.descriptor("product-" + board).setBoard(board).build();
        long listing = listings.listed(descriptor);
        int key = listings.provider().key();
        long instrument = exchange.submit(
                        way.terms(listing, descriptor)
                                .setBoard(board)
                                .setSettlementModel(model)
                                .build(),
                        key)
                .requireAccepted()
                .event(EventKind.INSTRUMENT_OPENED)
                .getA();
        long validToNs = exchange.timeNs() + Duration.ofDays(80).toNanos();
        exchange.submit(way.offer(instrument).setValidToNs(validToNs).build(), key)
                .requireAccepted();
        return instrument;
    }

    /** A trader. */
    public Enrolment.Member trader(int trader) {
        return traders.get(trader);
    }

    /** Who closes cycles. */
    public Enrolment.Member clearingHouse() {
        return clearingHouse;
    }

    /** Money of a trader arrives. */
    public void deposit(int trader, long amountFen) {
        Enrolment.Member member = traders.get(trader);
        long deposit = exchange.submit(
                        new RequestDeposit(
                                exchange.nextClientId(), exchange.notAfterNs(), member.number(), "CNY", amountFen),
                        member.key())
                .requireAccepted()
                .event(EventKind.DEPOSIT_REQUESTED)
                .getA();
        exchange.submit(
                        new ConfirmDeposit(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                deposit,
                                amountFen,
                                "CIRCLE-" + ++deposits),
                        bank.key())
                .requireAccepted();
    }

    /** A trader takes lots of another's offer. */
    public EngineFixture.Outcome buy(int buyer, int seller, int board, long lots) {
        long instrument = (board == NETTING_BOARD ? nettingInstruments : grossInstruments).get(seller);
        return exchange.submit(
                way.order(instrument, lots).build(), traders.get(buyer).key());
    }

    /** A netted trade up to the buyer's acceptance; its number comes back. */
    public long netted(int buyer, int seller, long lots) {
        long contract = buy(buyer, seller, NETTING_BOARD, lots)
                .requireAccepted()
                .event(EventKind.TRADED)
                .getA();
        exchange.submit(way.delivery(contract).build(), traders.get(seller).key())
                .requireAccepted();
        int buyerKey = traders.get(buyer).key();
        exchange.submit(way.receipt(contract, EngineFixture.hash("content")), buyerKey)
                .requireAccepted();
        exchange.submit(way.acceptance(contract), buyerKey).requireAccepted();
        return contract;
    }

    /** The clearing house closes a cycle of board 2. */
    public CloseCycle closing(long cycle) {
        return new CloseCycle(exchange.nextClientId(), exchange.notAfterNs(), NETTING_BOARD, cycle);
    }

    /** The open cycle of board 2. */
    public NettingCycle openCycle() {
        return exchange.engine().state().cycles.require(NETTING_BOARD).cycle();
    }
}
