package io.shuheng.benchmarks.exchange;

import io.shuheng.core.clearing.ConfirmDeposit;
import io.shuheng.core.clearing.FeeScheduleTerms;
import io.shuheng.core.clearing.RequestDeposit;
import io.shuheng.core.clearing.TaxMode;
import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.ledger.Ledger;
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
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.member.Draft;
import io.shuheng.core.member.MemberSession;
import io.shuheng.core.participant.ActivateParticipant;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.participant.ReviewMethod;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.Uscc;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.registration.RegistrationType;
import io.shuheng.core.registration.ReviewDecision;
import io.shuheng.core.registration.ReviewListing;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.ExchangeSettings;
import io.shuheng.core.runtime.Founding;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.runtime.SequencerClock;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.trading.ModeApproval;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.SettlementModel;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.Validity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/**
 * An open exchange with one product on a continuous board, one provider that sells it and some consumers with money, each
 * with an open session. Everything is signed and goes through the façade, so a ledger that it leaves verifies.
 */
final class TradingFloor implements AutoCloseable {

    static final String SCENARIO = "BENCHMARK";
    static final long YEAR_NS = TimeUnit.DAYS.toNanos(365);
    static final int STATEMENT_EVERY = 1024;
    static final int DIGEST_COMMANDS = 1_000_000;

    /** Signed statements are made before a long run begins, and are sent in the course of it. */
    private static final long ID_WINDOW_NS = TimeUnit.MINUTES.toNanos(20);

    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long MONEY_FEN = 1_000_000_000_000_000L;
    private static final long SUPPLY_LOTS = 1_000_000_000_000L;

    private final BouncyCastleCryptoProvider crypto = BouncyCastleCryptoProvider.create();
    private final SequencerClock clock = SequencerClock.system();
    private final CertificateAuthority authority;
    private final Validity validity;
    private final Exchange exchange;
    private final Sm2KeyPair sessionKey = crypto.generateKeyPair();
    private final List<Company> registrars = new ArrayList<>();
    private final List<FloorSession> sessions = new ArrayList<>();
    private final AuthenticationKind authentication;
    private long lastClientId;

    /** Founds it on an empty ledger. */
    TradingFloor(Ledger ledger, Signer operator, int buyers, AuthenticationKind authentication) {
        this(ledger, operator, buyers, authentication, DIGEST_COMMANDS, UnaryOperator.identity());
    }

    /** As the other, with an exchange that asks for a digest of its state after so many commands and runs otherwise. */
    TradingFloor(
            Ledger ledger,
            Signer operator,
            int buyers,
            AuthenticationKind authentication,
            int digestCommands,
            UnaryOperator<ExchangeSettings> running) {
        this.authentication = authentication;
        validity = Validity.ofDays(TimeUnit.NANOSECONDS.toSeconds(clock.nowNs()) - 3600, 400);
        authority = CertificateAuthority.createRoot(
                crypto, crypto.signer(crypto.generateKeyPair()), name("Benchmark Authority"), validity);
        byte[] operatorCertificate = certificate(operator, "Benchmark Exchange", CertificateUsage.SIGN);
        Founding.found(ledger, genesis(operatorCertificate, digestCommands), operator, clock);
        exchange = Exchange.open(
                running.apply(ExchangeSettings.defaults()
                        .withRingSize(1 << 14)
                        .withClock(clock)
                        .withSessions(crypto.decryptor(sessionKey))),
                ledger);
        open(new Company(operator, operatorCertificate, new byte[0], desk(operatorCertificate)), buyers);
    }

    Exchange exchange() {
        return exchange;
    }

    /** The provider's session first, then the buyers'. */
    List<FloorSession> sessions() {
        return List.copyOf(sessions);
    }

    private void open(Company operator, int buyers) {
        for (int staffNumber = 1; staffNumber <= 2; staffNumber++) {
            Company officer = company("Officer " + staffNumber);
            accepted(
                    AppointOfficer.newBuilder()
                            .setClientId(nextClientId())
                            .setNotAfterNs(notAfterNs())
                            .setOffice("office")
                            .setStaffNumber(String.valueOf(staffNumber))
                            .setDuties(List.of(Duty.REGISTRAR, Duty.MARKET))
                            .setCertificate(officer.certificateBytes())
                            .build(),
                    operator);
            registrars.add(officer);
        }
        Company provider = enrol(2, Role.PROVIDER);
        Company assessor = enrol(3, Role.COMPLIANCE_ASSESSOR);
        Company bank = enrol(4, Role.CUSTODIAN_BANK);
        openBoard();
        list(provider, assessor);
        sessions.add(openSession(provider));
        for (int i = 0; i < buyers; i++) {
            Company buyer = enrol(5 + i, Role.CONSUMER);
            accepted(new RequestDeposit(nextClientId(), notAfterNs(), 5L + i, "CNY", MONEY_FEN), buyer);
            accepted(new ConfirmDeposit(nextClientId(), notAfterNs(), 1L + i, MONEY_FEN, "BANK-" + i), bank);
            sessions.add(openSession(buyer));
        }
    }

    private Company enrol(int number, Role role) {
        Company company = company("Company " + number);
        accepted(
                ApplyForMembership.newBuilder()
                        .setClientId(nextClientId())
                        .setNotAfterNs(notAfterNs())
                        .setIdKind(IdKind.USCC)
                        .setId(uscc(number))
                        .setNameZh("基准企业" + number)
                        .setNameEn("Company " + number)
                        .setRoles(List.of(role))
                        .setBeneficialOwnerGroup("")
                        .setAffiliates(List.of())
                        .setSigningCertificate(company.certificateBytes())
                        .setEncryptionCertificate(company.encryptionBytes())
                        .setIntermediates(List.of())
                        .setCustodianAccount("6222-" + number)
                        .build(),
                company);
        accepted(
                ReviewIdentity.newBuilder()
                        .setClientId(nextClientId())
                        .setNotAfterNs(notAfterNs())
                        .setParticipant(number)
                        .setMethod(ReviewMethod.DOCUMENTS)
                        .setEvidenceSm3(ListedData.hash("licence"))
                        .setValidUntilNs(clock.nowNs() + YEAR_NS)
                        .setPassed(true)
                        .setReasonCode("")
                        .build(),
                registrars.get(0));
        accepted(new ActivateParticipant(nextClientId(), notAfterNs(), (long) number), registrars.get(1));
        return company;
    }

    private void openBoard() {
        OpenBoard board = OpenBoard.newBuilder()
                .setClientId(nextClientId())
                .setNotAfterNs(notAfterNs())
                .setName("基准板")
                .setModes(List.of(TradingMode.CONTINUOUS))
                .setApprovals(List.of(new ModeApproval(
                        TradingMode.CONTINUOUS, "某主管部门", "BENCHMARK-1", ListedData.hash("approval"), "data")))
                .setSettlementModel(SettlementModel.GROSS)
                .setSignedOrdersOnly(false)
                .setResaleAllowed(false)
                .setMinimumHoldingDays(0)
                .setMaximumHolders(0)
                .setFeeSchedule(new FeeScheduleTerms(List.of(), 600, TaxMode.INCLUSIVE))
                .build();
        long act = accepted(board, registrars.get(0));
        accepted(
                new EndorseAct(nextClientId(), notAfterNs(), act, new Hash32(Sm3.hash(AvroBytes.encode(board)))),
                registrars.get(1));
    }

    private void list(Company provider, Company assessor) {
        ListingDescriptor descriptor =
                ListedData.descriptor(new OrganisationId(IdKind.USCC, uscc(2)), 3, 1, SUPPLY_LOTS, clock.nowNs() - 1);
        Hash32 version = new Hash32(ListingVersion.sm3(descriptor).bytes());
        accepted(new SubmitListing(nextClientId(), notAfterNs(), 0L, descriptor), provider);
        accepted(
                GiveOpinion.newBuilder()
                        .setClientId(nextClientId())
                        .setNotAfterNs(notAfterNs())
                        .setKind(OpinionKind.COMPLIANCE)
                        .setListing(1)
                        .setListingVersionSm3(version)
                        .setResult(OpinionResult.APPROVED)
                        .setDocumentSm3(ListedData.hash("opinion"))
                        .setValidFromNs(descriptor.getValidFromNs())
                        .setValidToNs(descriptor.getValidToNs())
                        .setQuality(new QualityFigures(-1, -1, -1, -1, -1, -1))
                        .build(),
                assessor);
        accepted(
                ReviewListing.newBuilder()
                        .setClientId(nextClientId())
                        .setNotAfterNs(notAfterNs())
                        .setListing(1)
                        .setListingVersionSm3(version)
                        .setDecision(ReviewDecision.REGISTER)
                        .setRegistrationType(RegistrationType.INITIAL)
                        .setRegistrationNo("BENCHMARK-1")
                        .setCertificateSm3(ListedData.hash("registration"))
                        .setReasonCode("")
                        .build(),
                registrars.get(0));
        accepted(new ListProduct(nextClientId(), notAfterNs(), 1L, version), registrars.get(1));
        accepted(
                OpenInstrument.newBuilder()
                        .setClientId(nextClientId())
                        .setNotAfterNs(notAfterNs())
                        .setMandate(0)
                        .setListing(1)
                        .setListingVersionSm3(version)
                        .setTemplateSm3(ListedData.template())
                        .setRendererVersion(1)
                        .setUsagePolicySm3(descriptor.getUsagePolicySm3())
                        .setRights(List.of(DataRight.USE))
                        .setExclusive(false)
                        .setScenarios(List.of(SCENARIO))
                        .setTermDays(365)
                        .setLotSize(1)
                        .setBoard(1)
                        .setSupplyKind(SupplyKind.LIMITED)
                        .setSupplyLots(SUPPLY_LOTS)
                        .setInspectionNs(TimeUnit.DAYS.toNanos(3))
                        .setDeliveryMode(DeliveryMode.FILE)
                        .setSettlementModel(SettlementModel.GROSS)
                        .setPriceTaxBp(600)
                        .setPriceTaxMode(TaxMode.INCLUSIVE)
                        .setShares(List.of())
                        .build(),
                provider);
    }

    private FloorSession openSession(Company member) {
        if (authentication == AuthenticationKind.ASSERTED) {
            OpenSession opening = terms(new Hash32(new byte[32]))
                    .setStatementEveryCommands(0)
                    .setStatementEveryNs(0)
                    .build();
            return new FloorSession.Asserted(accepted(opening, member));
        }
        MemberSession session = new MemberSession(member.desk(), crypto, sessionKey.publicKey());
        Draft opening = session.opening(terms(session.keySm3()).build());
        byte[] submission = opening.submission(member.signer().sign(opening.bytesToSign()));
        session.opened(
                accepted(exchange.openSession(submission, session.wrappedKey()).join()));
        return new FloorSession.Attested(member, session);
    }

    private OpenSession.Builder terms(Hash32 keySm3) {
        return OpenSession.newBuilder()
                .setClientId(nextClientId())
                .setNotAfterNs(notAfterNs())
                .setMandate(0)
                .setKeySm3(keySm3)
                .setInstruments(List.of())
                .setBoards(List.of())
                .setMaxNotionalFen(Long.MAX_VALUE)
                .setExpiresNs(clock.nowNs() + TimeUnit.DAYS.toNanos(1))
                .setStatementEveryCommands(STATEMENT_EVERY)
                .setStatementEveryNs(TimeUnit.HOURS.toNanos(12));
    }

    /** A submission that has the member's signature. */
    byte[] signed(SpecificRecord command, Company by) {
        return by.desk().submission(command, by.signer());
    }

    private long accepted(SpecificRecord command, Company by) {
        return accepted(exchange.submitAndAwait(signed(command, by), TIMEOUT_NS));
    }

    private static long accepted(Outcome outcome) {
        if (!outcome.isAccepted()) {
            throw new IllegalStateException(outcome.message());
        }
        return outcome.sequence();
    }

    private Genesis genesis(byte[] operatorCertificate, int digestCommands) {
        return Genesis.newBuilder()
                .setLedgerId(ListedData.hash("benchmark ledger"))
                .setHashSuite("SM3")
                .setRulesVersion(RulesVersions.CURRENT)
                .setTimeOffsetMinutes(480)
                .setOperatorNameZh("基准数据交易所")
                .setOperatorNameEn("Benchmark Exchange")
                .setOperatorUscc(uscc(0))
                .setOperatorCertificate(ByteBuffer.wrap(operatorCertificate))
                .setMemberAuthorities(List.of(new MemberAuthority(
                        AuthorityClass.DEMONSTRATION,
                        ByteBuffer.wrap(authority.certificate().der()))))
                .setPredecessorCheckpoint(ByteBuffer.allocate(0))
                .setLimits(Limits.newBuilder()
                        .setIdWindowNs(ID_WINDOW_NS)
                        .setIdsPerMember(100_000)
                        .setSealTrades(1024)
                        .setSealSpanNs(TimeUnit.SECONDS.toNanos(10))
                        .setTimersPerCommand(64)
                        .setOrdersPerStep(256)
                        .setDigestCommands(digestCommands)
                        .build())
                .build();
    }

    private Company company(String name) {
        Signer signer = crypto.signer(crypto.generateKeyPair());
        Signer encryption = crypto.signer(crypto.generateKeyPair());
        byte[] certificate = certificate(signer, name, CertificateUsage.SIGN);
        return new Company(
                signer, certificate, certificate(encryption, name, CertificateUsage.ENCRYPT), desk(certificate));
    }

    private CommandDesk desk(byte[] certificate) {
        return new CommandDesk(
                Sm3Hash.of(ListedData.hash("benchmark ledger").bytes()),
                Sm3Hash.of(Sm3.hash(certificate)),
                exchange.instruments());
    }

    private byte[] certificate(Signer holder, String name, CertificateUsage usage) {
        return authority
                .issue(CertificateRequest.create(holder, name(name)), usage, validity)
                .der();
    }

    private static DistinguishedName name(String organization) {
        return DistinguishedName.ofCountry("CN").organization(organization).build();
    }

    private static String uscc(int number) {
        return Uscc.withCheckCharacter(String.format(Locale.ROOT, "91310000MA1%06d", number));
    }

    long nextClientId() {
        return ++lastClientId;
    }

    long notAfterNs() {
        return clock.nowNs() + ID_WINDOW_NS / 2;
    }

    @Override
    public void close() {
        exchange.close();
    }
}
