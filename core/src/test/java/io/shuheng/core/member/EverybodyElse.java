package io.shuheng.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.ConfirmDeposit;
import io.shuheng.core.clearing.FeeBasis;
import io.shuheng.core.clearing.FeeLineTerms;
import io.shuheng.core.clearing.FeePayer;
import io.shuheng.core.clearing.FeeScheduleTerms;
import io.shuheng.core.clearing.FeeTierTerms;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.clearing.TaxMode;
import io.shuheng.core.clearing.TierKind;
import io.shuheng.core.contract.negotiation.OfferTerms;
import io.shuheng.core.engine.Descriptors;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Enrolment;
import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.listing.Coverage;
import io.shuheng.core.listing.DataRight;
import io.shuheng.core.listing.DeliveryMode;
import io.shuheng.core.listing.GiveOpinion;
import io.shuheng.core.listing.ListProduct;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.ListingVersion;
import io.shuheng.core.listing.OpinionKind;
import io.shuheng.core.listing.OpinionResult;
import io.shuheng.core.listing.QualityFigures;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.ActivateParticipant;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.participant.ReviewMethod;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.TestAuthority;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.registration.RegistrationType;
import io.shuheng.core.registration.ReviewDecision;
import io.shuheng.core.registration.ReviewListing;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.ExchangeFixture;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.SettlementModel;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.view.CertificateEntry;
import io.shuheng.core.view.CertificatePurpose;
import io.shuheng.core.view.NegotiationEntry;
import io.shuheng.core.view.Visibility;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.envelope.SealedEnvelope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/** An exchange with all whom a member meets there: officers, a provider with a listed product, an assessor, a bank. */
final class EverybodyElse implements AutoCloseable {

    /** What the provider sells. */
    static final byte[] CONTENT = "hour,celsius\n00,3.1\n01,2.8\n".getBytes(StandardCharsets.UTF_8);

    /** Two yuan for a lot. */
    static final long PRICE_MICROS = 2_000_000;

    /** Who signs with which certificate. */
    private record Holder(Signer signer, Certificate certificate) {}

    private final ExchangeFixture fixture = new ExchangeFixture();
    private final CryptoProvider crypto = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair sessionKeys = crypto.generateKeyPair();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Exchange exchange;
    private final Holder registrar = holder("登记岗", "");
    private final Holder checker = holder("复核岗", "");
    private final Holder provider = holder("气象数据公司", Enrolment.uscc(1));
    private final Holder assessor = holder("合规评估机构", Enrolment.uscc(2));
    private final Holder bank = holder("托管银行", Enrolment.uscc(3));
    private final long providerNumber;
    private long lastClientId;

    EverybodyElse() {
        fixture.found(ledger);
        exchange = Exchange.open(fixture.settings().withSessions(crypto.decryptor(sessionKeys)), ledger);
        appoint(registrar, "登记岗");
        appoint(checker, "复核岗");
        providerNumber = member(provider, Enrolment.uscc(1), Role.PROVIDER);
        long assessorNumber = member(assessor, Enrolment.uscc(2), Role.COMPLIANCE_ASSESSOR);
        member(bank, Enrolment.uscc(3), Role.CUSTODIAN_BANK);
        openBoard();
        list(assessorNumber);
    }

    @Override
    public void close() {
        exchange.close();
    }

    Exchange exchange() {
        return exchange;
    }

    TestAuthority authority() {
        return fixture.authority;
    }

    /** The key to which the exchange wants session keys wrapped. */
    Sm2PublicKey sessionKey() {
        return sessionKeys.publicKey();
    }

    long providerNumber() {
        return providerNumber;
    }

    long nowNs() {
        return fixture.timeNs.get();
    }

    /** Two registrars take a member whose application they find. */
    void admit(long number) {
        send(registrar, review(number));
        send(checker, new ActivateParticipant(++lastClientId, notAfterNs(), number));
    }

    /** The bank has the money of a deposit that was asked for. */
    void confirm(long request, long amountFen) {
        long deposit = event(request, EventKind.DEPOSIT_REQUESTED).getA();
        send(bank, new ConfirmDeposit(++lastClientId, notAfterNs(), deposit, amountFen, "BANK-" + deposit));
    }

    /** What the buyer fetches, and what unwraps it. */
    record Delivered(byte[] envelope, byte[] wrappedKey) {}

    /** The provider delivers under a contract. */
    Delivered deliver(long contract, long buyer) throws IOException {
        Certificate recipient = exchange.view()
                .participants()
                .certificate(Visibility.participant(providerNumber), buyer, CertificatePurpose.ENCRYPTION)
                .value()
                .map(CertificateEntry::certificate)
                .orElseThrow();
        ContractEnvelope envelope = new ContractEnvelope(exchange.ledgerId(), contract);
        ByteArrayOutputStream cipher = new ByteArrayOutputStream();
        SealedEnvelope sealed =
                envelope.seal(new ByteArrayInputStream(CONTENT), CONTENT.length, cipher, recipient.publicKey(), crypto);
        send(
                provider,
                envelope.delivery(sealed, recipient)
                        .setClientId(++lastClientId)
                        .setNotAfterNs(notAfterNs())
                        .build());
        return new Delivered(cipher.toByteArray(), sealed.wrappedKey());
    }

    /** The provider offers what was asked for in a negotiation. */
    void offerAsAsked(long negotiation) {
        Visibility own = Visibility.participant(providerNumber);
        NegotiationEntry asked = exchange.view()
                .negotiations()
                .negotiation(own, negotiation)
                .value()
                .orElseThrow();
        send(
                provider,
                OfferTerms.newBuilder()
                        .setClientId(++lastClientId)
                        .setNotAfterNs(notAfterNs())
                        .setMandate(0)
                        .setInstrument(asked.instrument())
                        .setNegotiation(negotiation)
                        .setAnswersSm3(new Hash32(asked.latest().sm3().bytes()))
                        .setTerms(exchange.view()
                                .negotiations()
                                .terms(own, negotiation)
                                .value()
                                .orElseThrow())
                        .setValidToNs(nowNs() + Duration.ofHours(1).toNanos())
                        .build());
    }

    private Holder holder(String name, String id) {
        Signer signer = fixture.authority.newSigner();
        return new Holder(signer, fixture.authority.certificate(signer, name, id, CertificateUsage.SIGN));
    }

    private void appoint(Holder officer, String office) {
        AppointOfficer command = fixture.appointment(office, officer.certificate);
        command.put("duties", List.of(Duty.REGISTRAR, Duty.MARKET));
        assertTaken(fixture.submit(exchange, command));
    }

    private long member(Holder member, String id, Role role) {
        ApplyForMembership command = fixture.application(member.certificate, id);
        command.put("roles", List.of(role));
        long number =
                event(send(member, command), EventKind.PARTICIPANT_APPLIED).getA();
        admit(number);
        return number;
    }

    private ReviewIdentity review(long number) {
        return ReviewIdentity.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(notAfterNs())
                .setParticipant(number)
                .setMethod(ReviewMethod.DOCUMENTS)
                .setEvidenceSm3(EngineFixture.hash("licence"))
                .setValidUntilNs(Long.MAX_VALUE)
                .setPassed(true)
                .setReasonCode("")
                .build();
    }

    private void openBoard() {
        OpenBoard board = OpenBoard.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(notAfterNs())
                .setName("数据产品板")
                .setModes(List.of(TradingMode.FIXED_PRICE, TradingMode.NEGOTIATED))
                .setApprovals(List.of())
                .setSettlementModel(SettlementModel.GROSS)
                .setSignedOrdersOnly(false)
                .setResaleAllowed(false)
                .setMinimumHoldingDays(0)
                .setMaximumHolders(0)
                .setFeeSchedule(new FeeScheduleTerms(
                        List.of(fee(FeePayer.BUYER), fee(FeePayer.SELLER)), 600, TaxMode.INCLUSIVE))
                .build();
        long act = send(registrar, board);
        send(checker, new EndorseAct(++lastClientId, notAfterNs(), act, new Hash32(Sm3.hash(AvroBytes.encode(board)))));
    }

    private static FeeLineTerms fee(FeePayer payer) {
        return new FeeLineTerms(
                payer,
                FeeBasis.NOTIONAL,
                TierKind.MARGINAL,
                List.of(new FeeTierTerms(0L, 50L)),
                0L,
                Long.MAX_VALUE,
                0L,
                Long.MAX_VALUE,
                RoundingRule.HALF_UP);
    }

    private void list(long assessorNumber) {
        ListingDescriptor descriptor = Descriptors.dataset("temperatures", Enrolment.uscc(1), assessorNumber)
                .setContentSm3(new Hash32(Sm3.hash(CONTENT)))
                .setCoverage(new Coverage("110000", "2024-01-01", "2024-01-01", 1L, 2L, 2, (long) CONTENT.length))
                .build();
        Hash32 version = new Hash32(ListingVersion.sm3(descriptor).bytes());
        long listing = event(
                        send(provider, new SubmitListing(++lastClientId, notAfterNs(), 0L, descriptor)),
                        EventKind.LISTING_SUBMITTED)
                .getA();
        send(registrar, registration(listing, version));
        send(assessor, opinion(listing, version));
        send(registrar, new ListProduct(++lastClientId, notAfterNs(), listing, version));
        long instrument = event(send(provider, opening(listing, version, descriptor)), EventKind.INSTRUMENT_OPENED)
                .getA();
        send(provider, offer(instrument));
    }

    private ReviewListing registration(long listing, Hash32 version) {
        return ReviewListing.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(notAfterNs())
                .setListing(listing)
                .setListingVersionSm3(version)
                .setDecision(ReviewDecision.REGISTER)
                .setRegistrationType(RegistrationType.INITIAL)
                .setRegistrationNo("REG-2026-1")
                .setCertificateSm3(EngineFixture.hash("certificate"))
                .setReasonCode("")
                .build();
    }

    private GiveOpinion opinion(long listing, Hash32 version) {
        return GiveOpinion.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(notAfterNs())
                .setKind(OpinionKind.COMPLIANCE)
                .setListing(listing)
                .setListingVersionSm3(version)
                .setResult(OpinionResult.APPROVED)
                .setDocumentSm3(EngineFixture.hash("opinion"))
                .setValidFromNs(nowNs())
                .setValidToNs(nowNs() + Duration.ofDays(90).toNanos())
                .setQuality(new QualityFigures(-1, -1, -1, -1, -1, -1))
                .build();
    }

    private OpenInstrument opening(long listing, Hash32 version, ListingDescriptor descriptor) {
        return OpenInstrument.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(notAfterNs())
                .setMandate(0)
                .setListing(listing)
                .setListingVersionSm3(version)
                .setTemplateSm3(descriptor.getContractTemplateSm3())
                .setRendererVersion(1)
                .setUsagePolicySm3(descriptor.getUsagePolicySm3())
                .setRights(List.of(DataRight.USE))
                .setExclusive(false)
                .setScenarios(List.of(Descriptors.SCENARIO))
                .setTermDays(365)
                .setLotSize(1)
                .setBoard(1)
                .setSupplyKind(SupplyKind.LIMITED)
                .setSupplyLots(descriptor.getSupplyLots())
                .setInspectionNs(Duration.ofDays(3).toNanos())
                .setDeliveryMode(DeliveryMode.FILE)
                .setSettlementModel(SettlementModel.GROSS)
                .setPriceTaxBp(600)
                .setPriceTaxMode(TaxMode.INCLUSIVE)
                .setShares(List.of())
                .build();
    }

    private OfferFixedPrice offer(long instrument) {
        return OfferFixedPrice.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setPriceMicros(PRICE_MICROS)
                .setPerBuyerCapLots(0)
                .setMinimumLots(1)
                .setValidToNs(nowNs() + Duration.ofDays(1).toNanos())
                .build();
    }

    /** Sends, and answers the sequence of the record. */
    private long send(Holder holder, SpecificRecord command) {
        CommandDesk desk = new CommandDesk(exchange.ledgerId(), holder.certificate.sm3(), exchange.instruments());
        Outcome outcome = exchange.submitAndAwait(desk.submission(command, holder.signer), ExchangeFixture.PATIENCE_NS);
        assertTaken(outcome);
        return outcome.sequence();
    }

    private static void assertTaken(Outcome outcome) {
        assertThat(outcome.isAccepted()).as(outcome.message()).isTrue();
    }

    private Event event(long sequence, EventKind wanted) {
        try (RecordCursor cursor = ledger.cursor(sequence)) {
            assertThat(cursor.next()).isTrue();
            RecordKind kind = Objects.requireNonNull(
                    RulesVersions.current().ofType(RecordHeader.type(cursor.array(), cursor.offset())));
            return CommandBody.read(kind.checker(), cursor.array(), cursor.offset(), cursor.offset() + cursor.length())
                    .events()
                    .stream()
                    .filter(event -> event.getKind() == wanted.number())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private long notAfterNs() {
        return nowNs() + EngineFixture.limits().getIdWindowNs() / 2;
    }
}
