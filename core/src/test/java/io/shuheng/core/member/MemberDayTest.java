package io.shuheng.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.RequestDeposit;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.contract.negotiation.RequestTerms;
import io.shuheng.core.contract.negotiation.TerminateNegotiation;
import io.shuheng.core.contract.negotiation.TerminationReason;
import io.shuheng.core.delivery.AcceptDelivery;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.ParticipantStatus;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.Uscc;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.runtime.Subscription;
import io.shuheng.core.session.CloseSession;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SessionEnd;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.view.DeliveryEntry;
import io.shuheng.core.view.InstrumentEntry;
import io.shuheng.core.view.ListingEntry;
import io.shuheng.core.view.ListingFilter;
import io.shuheng.core.view.NegotiationEntry;
import io.shuheng.core.view.OfferEntry;
import io.shuheng.core.view.OrderStatus;
import io.shuheng.core.view.PageRequest;
import io.shuheng.core.view.ReadModel;
import io.shuheng.core.view.SessionEntry;
import io.shuheng.core.view.TradeEntry;
import io.shuheng.core.view.Visibility;
import io.shuheng.core.view.VoucherEntry;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.envelope.OpenedEnvelope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/*
 * Whoever writes a member's program begins here: everything that the member does goes through public types, and nothing
 * that the exchange says is believed where a check can be made.
 */
/** The day of a member that trusts nobody: it applies, pays in, finds a product, orders, checks, receives, accepts. */
class MemberDayTest {

    private static final String USCC = Uscc.withCheckCharacter("91310000MA1900001");
    private static final String NAME = "某某银行";
    private static final PageRequest TEN = PageRequest.oldest(10);
    private static final long PATIENCE_NS = Duration.ofSeconds(60).toNanos();

    private final CryptoProvider crypto = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair signingKeys = crypto.generateKeyPair();
    private final Sm2KeyPair encryptionKeys = crypto.generateKeyPair();
    private final Signer signer = crypto.signer(signingKeys);
    private final List<byte[]> records = new CopyOnWriteArrayList<>();
    private final EverybodyElse others = new EverybodyElse();
    private final Exchange exchange = others.exchange();
    private final ReadModel view = exchange.view();
    private final Certificate signing = certified(signingKeys, CertificateUsage.SIGN);
    private final Certificate encryption = certified(encryptionKeys, CertificateUsage.ENCRYPT);
    private final CommandDesk desk = new CommandDesk(exchange.ledgerId(), signing.sm3(), exchange.instruments());
    private final Subscription ledger = exchange.subscribe(
            "member",
            0,
            (bytes, offset, length) -> records.add(
                    ByteBuffer.allocate(length).put(bytes, offset, length).array()));
    private long clientId;
    private long number;
    private Visibility own = Visibility.visitor();

    @AfterEach
    void close() {
        others.close();
    }

    /** Becomes a member and pays in a thousand yuan. */
    @BeforeEach
    void join() throws InterruptedException {
        send(application());
        number = view.participants().numberOf(signing.sm3()).value();
        assertThat(number).isPositive();
        others.admit(number);
        own = Visibility.participant(number);
        Outcome asked = send(new RequestDeposit(++clientId, notAfterNs(), number, "CNY", 100_000L));
        others.confirm(asked.sequence(), 100_000);
        catchUp();
    }

    private Certificate certified(Sm2KeyPair keys, CertificateUsage usage) {
        DistinguishedName name = DistinguishedName.ofCountry("CN")
                .organization(NAME)
                .commonName(NAME)
                .serialNumber(USCC)
                .build();
        return others.authority().issue(CertificateRequest.create(crypto.signer(keys), name), usage);
    }

    private ApplyForMembership application() {
        return ApplyForMembership.newBuilder()
                .setClientId(++clientId)
                .setNotAfterNs(notAfterNs())
                .setIdKind(IdKind.USCC)
                .setId(USCC)
                .setNameZh(NAME)
                .setNameEn("")
                .setRoles(List.of(Role.CONSUMER))
                .setBeneficialOwnerGroup("")
                .setAffiliates(List.of())
                .setSigningCertificate(ByteBuffer.wrap(signing.der()))
                .setEncryptionCertificate(ByteBuffer.wrap(encryption.der()))
                .setIntermediates(List.of())
                .setCustodianAccount("6222-1")
                .build();
    }

    /** Signs, sends, waits, and looks whether what stands in the ledger is what was sent. */
    private Outcome send(SpecificRecord command) throws InterruptedException {
        Draft draft = desk.draft(command);
        Outcome outcome = exchange.submitAndAwait(draft.submission(signer.sign(draft.bytesToSign())), PATIENCE_NS);
        assertThat(outcome.isAccepted()).as(outcome.message()).isTrue();
        requireOwn(OutcomeCheck.signed(draft, signing.publicKey()), outcome);
        return outcome;
    }

    private void requireOwn(OutcomeCheck check, Outcome outcome) throws InterruptedException {
        catchUp();
        byte[] record = records.get((int) outcome.sequence());
        assertThat(check.check(outcome, record, 0, record.length)).isEqualTo(new Check.Agrees());
    }

    private void catchUp() throws InterruptedException {
        long last = exchange.size() - 1;
        assertThat(ledger.awaitDelivered(last, PATIENCE_NS)).isTrue();
        assertThat(view.awaitSequence(last, PATIENCE_NS)).isTrue();
    }

    /** What is offered under a title. */
    private InstrumentEntry found(String title) {
        ListingEntry product = view.catalogue()
                .listings(own, ListingFilter.listed().titled(title), TEN)
                .items()
                .get(0);
        return view.market().instrumentsOf(own, product.number(), TEN).items().get(0);
    }

    private PlaceOrder order(InstrumentEntry instrument, long lots, long id, long validToNs) {
        OfferEntry offer = instrument.offer().orElseThrow();
        return PlaceOrder.newBuilder()
                .setClientId(id)
                .setNotAfterNs(validToNs)
                .setMandate(0)
                .setInstrument(instrument.number())
                .setSide(Side.BUY)
                .setOrderType(OrderType.FIXED_PRICE)
                .setTimeInForce(TimeInForce.FOK)
                .setPriceMicros(offer.priceMicros())
                .setPriceVersion(offer.version())
                .setQuantityLots(lots)
                .setScenario(0)
                .setSelfTrade(SelfTradePrevention.BOARD_RULE)
                .build();
    }

    /** The contract of one's newest trade, which agrees with the order and with the trade. */
    private TradeEntry checkedTrade(OwnOrder order, InstrumentEntry instrument) {
        TradeEntry trade = view.trades()
                .tradesOf(own, number, PageRequest.newest(1))
                .items()
                .get(0);
        ContractReader reader = new ContractReader(trade.number(), ContractTemplates.bundled());
        records.forEach(record -> reader.observe(record, 0, record.length));
        assertThat(reader.order(order, instrument)).isEqualTo(new Check.Agrees());
        assertThat(reader.trade(trade)).isEqualTo(new Check.Agrees());
        Contract contract = reader.contract();
        assertThat(contract.textZh()).contains(NAME).contains("逐时气温");
        return trade;
    }

    @Test
    void buysReceivesAndAcceptsADataSetAndChecksEachThingItIsGiven() throws IOException, InterruptedException {
        assertThat(view.participants()
                        .participant(own, number)
                        .value()
                        .orElseThrow()
                        .status())
                .isEqualTo(ParticipantStatus.ACTIVE);
        assertThat(view.balances().cashOf(own, number).value().orElseThrow().availableFen())
                .isEqualTo(100_000);

        InstrumentEntry instrument = found("temperatures");
        PlaceOrder command = order(instrument, 7, ++clientId, notAfterNs());
        Outcome ordered = send(command);
        assertThat(view.orders()
                        .order(own, ordered.sequence())
                        .value()
                        .orElseThrow()
                        .status())
                .isEqualTo(OrderStatus.FILLED);
        TradeEntry trade = checkedTrade(new OwnOrder(number, ordered.sequence(), command), instrument);

        receive(trade.number(), instrument);
        send(new AcceptDelivery(++clientId, notAfterNs(), trade.number()));
        assertThat(view.entitlements()
                        .ofContract(own, trade.number())
                        .value()
                        .orElseThrow()
                        .state())
                .isEqualTo(EntitlementState.ACTIVE);
        checkBill(trade, instrument);
    }

    /** Opens what the provider has put there, compares it, signs for it. */
    private void receive(long contract, InstrumentEntry instrument) throws IOException, InterruptedException {
        EverybodyElse.Delivered delivered = others.deliver(contract, number);
        catchUp();
        ContractEnvelope envelope = new ContractEnvelope(exchange.ledgerId(), contract);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        OpenedEnvelope opened = envelope.open(
                new ByteArrayInputStream(delivered.envelope()),
                plain,
                crypto.decryptor(encryptionKeys),
                delivered.wrappedKey());
        DeliveryEntry.Content said = view.deliveries()
                .delivery(own, contract)
                .value()
                .flatMap(DeliveryEntry::content)
                .orElseThrow();
        ListingDescriptor listed = view.catalogue()
                .descriptor(own, instrument.listing(), instrument.listingVersionSm3())
                .value()
                .orElseThrow();
        assertThat(envelope.check(
                        opened,
                        delivered.wrappedKey(),
                        said,
                        Sm3Hash.of(listed.getContentSm3().bytes()),
                        listed.getCoverage().getSizeBytes()))
                .isEqualTo(new Check.Agrees());
        assertThat(plain.toByteArray()).isEqualTo(EverybodyElse.CONTENT);
        send(envelope.receipt(opened)
                .setClientId(++clientId)
                .setNotAfterNs(notAfterNs())
                .build());
    }

    private void checkBill(TradeEntry trade, InstrumentEntry instrument) {
        BillCheck bill = new BillCheck(
                instrument, view.market().board(instrument.board()).value().orElseThrow(), others.providerNumber());
        BillCheck.OrderSoFar placed = BillCheck.OrderSoFar.placed(trade.timeNs());
        assertThat(bill.settlement(trade, placed, placed, settlement())).isEqualTo(new Check.Agrees());
        VoucherEntry voucher =
                view.vouchers().vouchersOf(own, number, TEN).items().get(0);
        assertThat(bill.voucher(trade, placed, placed, voucher)).isEqualTo(new Check.Agrees());
        assertThat(view.balances().cashOf(own, number).value().orElseThrow().availableFen())
                .isEqualTo(100_000 - voucher.totalFen());
    }

    private Settlement settlement() {
        int type = RulesVersions.current().kindOf(Settlement.class).type();
        return records.stream()
                .filter(record -> RecordHeader.type(record, 0) == type)
                .map(record -> AvroBytes.decode(Settlement.class, record, RecordHeader.LENGTH, record.length))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ordersInASessionAndSeesHowFarItHasSigned() throws InterruptedException {
        InstrumentEntry instrument = found("temperatures");
        try (MemberSession session = new MemberSession(desk, crypto, others.sessionKey())) {
            Draft opening = session.opening(sessionTerms(session));
            Outcome opened = exchange.openSession(
                            opening.submission(signer.sign(opening.bytesToSign())), session.wrappedKey())
                    .join();
            session.opened(opened.sequence());
            PlaceOrder command = order(instrument, 2, session.nextCounter(), 0);
            Outcome ordered = exchange.submitAndAwait(session.submission(command), PATIENCE_NS);
            requireOwn(OutcomeCheck.inSession(desk.draft(command), session.number()), ordered);
            checkedTrade(new OwnOrder(number, ordered.sequence(), command), instrument);
            assertThat(shown(session).unstated()).isEqualTo(1);

            Draft statement = session.statement(++clientId, notAfterNs());
            Outcome stated =
                    exchange.submitAndAwait(statement.submission(signer.sign(statement.bytesToSign())), PATIENCE_NS);
            requireOwn(OutcomeCheck.signed(statement, signing.publicKey()), stated);
            session.stated(session.nextCounter() - 1);
            assertThat(shown(session).unstated()).isZero();
            send(new CloseSession(++clientId, notAfterNs(), session.number()));
            assertThat(shown(session).end()).contains(SessionEnd.CLOSED);
        }
    }

    private SessionEntry shown(MemberSession session) {
        return view.sessions().session(own, session.number()).value().orElseThrow();
    }

    private OpenSession sessionTerms(MemberSession session) {
        return OpenSession.newBuilder()
                .setClientId(++clientId)
                .setNotAfterNs(notAfterNs())
                .setMandate(0)
                .setKeySm3(session.keySm3())
                .setInstruments(List.of())
                .setBoards(List.of())
                .setMaxNotionalFen(50_000)
                .setExpiresNs(others.nowNs() + Duration.ofHours(1).toNanos())
                .setStatementEveryCommands(100)
                .setStatementEveryNs(Duration.ofMinutes(1).toNanos())
                .build();
    }

    @Test
    void negotiatesUntilItHasTheOfferAndMayStillSayNo() throws InterruptedException {
        NegotiatedTerms wanted = NegotiatedTerms.newBuilder()
                .setPriceMicros(1_500_000)
                .setQuantityLots(20)
                .setScenario(0)
                .setPurpose(new BilingualText("授信风险模型的训练", ""))
                .setDeliverWithinNs(Duration.ofDays(2).toNanos())
                .setInspectionNs(Duration.ofDays(3).toNanos())
                .setClauses(List.of())
                .build();
        send(RequestTerms.newBuilder()
                .setClientId(++clientId)
                .setNotAfterNs(notAfterNs())
                .setMandate(0)
                .setInstrument(found("temperatures").number())
                .setNegotiation(0)
                .setAnswersSm3(new Hash32(Sm3Hash.ZERO.bytes()))
                .setTerms(wanted)
                .setValidToNs(others.nowNs() + Duration.ofHours(1).toNanos())
                .build());
        NegotiationEntry begun = newestNegotiation();
        others.offerAsAsked(begun.number());
        catchUp();
        NegotiationEntry offered = newestNegotiation();
        assertThat(offered.state()).isEqualTo(NegotiationState.OFFERED);
        assertThat(offered.latest().sm3()).isEqualTo(begun.latest().sm3());
        assertThat(view.negotiations().terms(own, offered.number()).value()).contains(wanted);
        send(new TerminateNegotiation(
                ++clientId, notAfterNs(), 0L, offered.number(), TerminationReason.NO_LONGER_WANTED));
        assertThat(newestNegotiation().ending().orElseThrow().by()).isEqualTo(number);
    }

    private NegotiationEntry newestNegotiation() {
        return view.negotiations()
                .negotiationsOf(own, number, PageRequest.newest(1))
                .items()
                .get(0);
    }

    private long notAfterNs() {
        return others.nowNs() + Duration.ofSeconds(30).toNanos();
    }
}
