package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.ExchangeSettings;
import io.shuheng.core.runtime.Founding;
import io.shuheng.core.service.CountersigningService;
import io.shuheng.core.service.SealingService;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.rehearsal.HeldKey;
import io.shuheng.examples.exchangeday.rehearsal.KeyFolder;
import io.shuheng.examples.exchangeday.rehearsal.StandInAuthority;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.Sealing;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.evidence.DirectoryEvidenceStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** The operator founds the exchange: a ledger whose first record says whose it is and by which rules it goes. */
public final class FoundingChapter {

    private static final int CHINA_OFFSET_MINUTES = 8 * 60;

    private final Setting setting;

    /** In that setting. */
    public FoundingChapter(Setting setting) {
        this.setting = setting;
    }

    /** Tells it. Blocks. */
    public Founded tell() {
        setting.narrator().chapter("founding.title");
        StandInAuthority authority = authority("authority/members", "演示用认证机构（非持牌） Demonstration authority, no licence");
        StandInAuthority operatorsOwn = authority("authority/operator", "数衡示范数据交易所自有根 Root of the operator itself");
        KeyFolder keys = KeyFolder.make(
                setting.folder().member(Company.OPERATOR.folder()),
                Company.OPERATOR.folder(),
                Company.OPERATOR.distinguishedName(),
                operatorsOwn,
                setting.seed());
        Certificate operator = keys.signing().certificate();
        setting.folder()
                .write(
                        setting.folder().membersAuthority(),
                        authority.certificate().pem());
        setting.folder().write(setting.folder().operatorCertificate(), operator.pem());

        Exchange exchange = open(genesis(operator, authority.certificate()), keys);
        DirectoryEvidenceStore evidence =
                DirectoryEvidenceStore.open(setting.folder().evidence());
        Floor floor = new Floor(exchange, setting.clock(), evidence);
        startSealing(floor, keys.signing().signer("seals"));
        startCountersigning(floor, keys.signing().signer("countersignatures"));

        setting.narrator().say("founding.intro", exchange.size());
        setting.narrator().note("founding.ledger", exchange.ledgerId());
        setting.narrator().note("founding.operator", operator.sm3());
        setting.narrator().note("founding.members", authority.certificate().sm3());
        setting.narrator().say("founding.licensed");
        return new Founded(floor, floor.party(Company.OPERATOR.folder(), keys), authority);
    }

    private StandInAuthority authority(String use, String commonName) {
        DistinguishedName name =
                DistinguishedName.ofCountry("CN").commonName(commonName).build();
        return new StandInAuthority(use, name, setting.seed(), setting.clock().nowSeconds());
    }

    private Genesis genesis(Certificate operator, Certificate members) {
        return Genesis.newBuilder()
                .setLedgerId(new Hash32(setting.seed().hash("ledger id").bytes()))
                .setHashSuite("SM3")
                .setRulesVersion(RulesVersions.CURRENT)
                .setTimeOffsetMinutes(CHINA_OFFSET_MINUTES)
                .setOperatorNameZh(Company.OPERATOR.legalName().zh())
                .setOperatorNameEn(Company.OPERATOR.legalName().en())
                .setOperatorUscc(Company.OPERATOR.uscc())
                .setOperatorCertificate(ByteBuffer.wrap(operator.der()))
                .setMemberAuthorities(
                        List.of(new MemberAuthority(AuthorityClass.DEMONSTRATION, ByteBuffer.wrap(members.der()))))
                .setPredecessorCheckpoint(ByteBuffer.allocate(0))
                .setLimits(Limits.newBuilder()
                        .setIdWindowNs(Duration.ofMinutes(1).toNanos())
                        .setIdsPerMember(4096)
                        .setSealTrades(64)
                        .setSealSpanNs(Sealing.SPAN.toNanos())
                        .setTimersPerCommand(64)
                        .setOrdersPerStep(256)
                        .build())
                .build();
    }

    /** Founds and opens: this is all that an embedder does. */
    private Exchange open(Genesis genesis, KeyFolder keys) {
        HeldKey operator = keys.signing();
        ChronicleLedger ledger = ChronicleLedger.open(
                LedgerSettings.defaults(), setting.folder().ledger(), operator.signer("checkpoints"));
        Founding.found(ledger, genesis, operator.signer("genesis"), setting.clock());
        ExchangeSettings settings = ExchangeSettings.defaults()
                .withClock(setting.clock())
                .withSessions(keys.encryption().decryptor());
        return Exchange.open(settings, ledger);
    }

    /** The engine never signs: a service beside it does, and sends the seal in like any other command. */
    private void startSealing(Floor floor, Signer operator) {
        SealingService sealing = new SealingService(
                RulesVersions.current()::ofType,
                ContractTemplates.bundled(),
                operator,
                floor.services()::put,
                setting.clock()::nowNs,
                floor.exchange().size());
        floor.exchange().subscribe("sealing", 0, sealing);
    }

    /** The same for contracts that were negotiated. */
    private void startCountersigning(Floor floor, Signer operator) {
        CountersigningService countersigning = new CountersigningService(
                RulesVersions.current()::ofType,
                ContractTemplates.bundled(),
                operator,
                floor.services()::put,
                setting.clock()::nowNs,
                floor.exchange().size());
        floor.exchange().subscribe("countersigning", 0, countersigning);
    }
}
