package io.shuheng.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.InclusionProof;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContractProjectionTest {

    private final MarketScript market = new MarketScript();
    private final List<SealedBatch> sealed = new ArrayList<>();
    private final BouncyCastleCryptoProvider crypto = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair operator = crypto.generateKeyPair();
    private final Signer signer = crypto.signer(operator);

    @Test
    void derivesTheTermsOfATradeFromTheRecordsBeforeIt() {
        market.trade(2);
        ContractTerms terms = projected().contract(1).terms();
        assertThat(terms.getProvider().getNameZh()).isEqualTo("上海示例数据科技有限公司");
        assertThat(terms.getConsumer().getParticipant()).isEqualTo(MarketScript.CONSUMER);
        assertThat(terms.getLicence().getScenario()).isEqualTo("FINANCE-CREDIT-02");
        assertThat(terms.getSubject().getContentBytes()).isEqualTo(12_345_678);
        assertThat(terms.getFee().getAmountFen()).isEqualTo(24_690);
        assertThat(terms.getFee().getPayer()).isEqualTo(MarketScript.CONSUMER);
        assertThat(terms.getFormation().getMeetingRecord())
                .isEqualTo(market.ledger().size() - 1);
        assertThat(terms.getConsumer().getOrder().getSequence())
                .isEqualTo(market.ledger().size() - 2);
        assertThat(terms.getConsumer().getOrder().getCertificateSm3())
                .isEqualTo(terms.getConsumer().getSigningCertificateSm3());
    }

    @Test
    void givesTheSameBytesToEverybodyAndEachTime() {
        market.trade(1);
        ContractProjection one = projected();
        byte[] bytes = one.contract(1).canonicalBytes();
        assertThat(one.contract(1).canonicalBytes()).isEqualTo(bytes);
        assertThat(projected().contract(1).canonicalBytes()).isEqualTo(bytes);
        assertThat(AvroBytes.decode(ContractTerms.class, bytes))
                .isEqualTo(one.contract(1).terms());
    }

    @Test
    void bindsBothTextsByTheirHashes() {
        market.trade(1);
        Contract contract = projected().contract(1);
        ContractText text = contract.terms().getText();
        assertThat(text.getTextZhSm3()).isEqualTo(sm3(contract.textZh()));
        assertThat(text.getTextEnSm3()).isEqualTo(sm3(contract.textEn()));
    }

    @Test
    void namesTheAgentWhereOneActedAndTheSessionWhereThereWasOne() {
        market.trade(1, MarketScript.BROKER_KEY, 9);
        long session = market.session(MarketScript.BROKER_KEY, 9);
        market.tradeInSession(1, session);
        ContractProjection projection = projected();
        ContractOrder byAgent = projection.contract(1).terms().getConsumer().getOrder();
        assertThat(byAgent.getAgent()).isEqualTo(MarketScript.BROKER);
        assertThat(byAgent.getMandate()).isEqualTo(9);
        assertThat(projection.contract(1).textZh()).contains("由主体 4 依据授权委托 9 代理作出");
        ContractOrder attested = projection.contract(2).terms().getConsumer().getOrder();
        assertThat(attested.getAuthentication()).isEqualTo(PartyAuthentication.ATTESTED);
        assertThat(attested.getSession()).isEqualTo(session);
        assertThat(attested.getKey()).isEqualTo(MarketScript.BROKER_KEY);
        assertThat(attested.getCertificateSm3()).isEqualTo(byAgent.getCertificateSm3());
        assertThat(attested.getAgent()).isEqualTo(MarketScript.BROKER);
        assertThat(attested.getMandate()).isEqualTo(9);
        assertThat(projection.contract(2).textZh()).contains("在会话（编号 " + session + "）中提交");
    }

    @Test
    void takesTheOfferThatStoodWhenTheTradeWasMade() {
        market.trade(1);
        market.offer();
        market.trade(1);
        ContractProjection projection = projected();
        long first = projection.contract(1).terms().getProvider().getOrder().getSequence();
        long second = projection.contract(2).terms().getProvider().getOrder().getSequence();
        assertThat(second).isGreaterThan(first);
    }

    @Test
    void ignoresCommandsThatWereRefused() {
        market.ledger()
                .write(
                        market.order(1, 0),
                        MarketScript.CONSUMER_KEY,
                        List.of(LedgerScript.event(EventKind.REJECTED, RefusalCode.FIELD_INVALID.number(), -1, 0)));
        long refused = market.ledger().size() - 1;
        market.trade(1);
        market.ledger().write(new Tick(), 0, List.of(), market.tradeOf(1, refused, refused));
        assertThatThrownBy(this::projected)
                .isInstanceOfSatisfying(
                        ContractException.class, e -> assertThat(e.code()).isEqualTo(Code.REFERENCE_MISSING));
    }

    @Test
    void handsASealedBatchOverAndLetsItGo() {
        for (int i = 0; i < 5; i++) {
            market.trade(1 + i);
        }
        ContractProjection projection = projected();
        byte[] third = projection.contract(3).canonicalBytes();
        long from = market.ledger().size();
        seal(projection, 1, 4);
        market.ledger().feed(projection, from);
        assertThat(sealed).hasSize(1);
        assertThat(sealed.get(0).isRootRight()).isTrue();
        assertThat(sealed.get(0).sealed(3).canonicalBytes()).isEqualTo(third);
        assertThatThrownBy(() -> projection.contract(4))
                .isInstanceOfSatisfying(
                        ContractException.class, e -> assertThat(e.code()).isEqualTo(Code.CONTRACT_NOT_KEPT));
        assertThat(projection.contract(5).number()).isEqualTo(5);
    }

    @Test
    void keepsNoMoreHoweverManyContractsWereSealed() {
        ContractProjection projection = projected();
        long from = market.ledger().size();
        int kept = -1;
        for (int batch = 0; batch < 20; batch++) {
            for (int i = 0; i < 5; i++) {
                market.trade(1);
            }
            market.ledger().feed(projection, from);
            assertThat(projection.kept()).isGreaterThanOrEqualTo(5);
            from = market.ledger().size();
            seal(projection, 5L * batch + 1, 5L * batch + 5);
            market.ledger().feed(projection, from);
            from = market.ledger().size();
            kept = batch == 0 ? projection.kept() : kept;
            assertThat(projection.kept()).isEqualTo(kept);
        }
        assertThat(kept).isLessThanOrEqualTo(1);
    }

    @Test
    void givesASealedContractAgainFromTheFirstRecordOn() {
        market.trade(1);
        market.trade(2);
        byte[] second = projected().contract(2).canonicalBytes();
        seal(projected(), 1, 2);
        projected();
        assertThat(sealed.get(0).sealed(2).canonicalBytes()).isEqualTo(second);
    }

    @Test
    void verifiesEveryContractUnderItsSealWithTheOperatorsKeyAlone() {
        for (int i = 0; i < 7; i++) {
            market.trade(1 + i);
        }
        seal(projected(), 1, 7);
        projected();
        for (long number = 1; number <= 7; number++) {
            SealedContract contract = sealed.get(0).sealed(number);
            assertThat(contract.verify(operator.publicKey())).isTrue();
            assertThat(contract.verify(crypto.generateKeyPair().publicKey())).isFalse();
            Contract derived = sealed.get(0).batch().contract(number);
            assertThat(contract.bindsTexts(derived.textZh(), derived.textEn())).isTrue();
            assertThat(contract.bindsTexts(derived.textZh() + " ", derived.textEn()))
                    .isFalse();
        }
    }

    @Test
    void findsAnyFlippedByteOfASealedContract() {
        market.trade(1);
        market.trade(2);
        seal(projected(), 1, 2);
        projected();
        SealedContract good = sealed.get(0).sealed(2);
        Set<Sm3Hash> hashes = new HashSet<>();
        byte[] bytes = good.canonicalBytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            assertThat(new SealedContract(flipped, good.seal(), good.path()).verify(operator.publicKey()))
                    .as("byte %d", i)
                    .isFalse();
            hashes.add(Sm3Hash.of(Sm3.hash(flipped)));
        }
        assertThat(hashes).hasSize(bytes.length).doesNotContain(Sm3Hash.of(Sm3.hash(bytes)));
    }

    @Test
    void findsASealOrAPathThatIsNotTheContracts() {
        market.trade(1);
        market.trade(2);
        seal(projected(), 1, 2);
        projected();
        SealedContract good = sealed.get(0).sealed(2);
        ContractSeal seal = good.seal();
        InclusionProof other = sealed.get(0).sealed(1).path();
        assertThat(new SealedContract(good.canonicalBytes(), seal, other).verify(operator.publicKey()))
                .isFalse();
        ContractSeal otherLedger = new ContractSeal(hash("another"), 1, 2, seal.root(), seal.key(), seal.signature());
        assertThat(new SealedContract(good.canonicalBytes(), otherLedger, good.path()).verify(operator.publicKey()))
                .isFalse();
        ContractSeal otherRange = new ContractSeal(seal.ledgerId(), 2, 3, seal.root(), seal.key(), seal.signature());
        assertThat(new SealedContract(good.canonicalBytes(), otherRange, good.path()).verify(operator.publicKey()))
                .isFalse();
        ContractSeal noSignature = new ContractSeal(seal.ledgerId(), 1, 2, seal.root(), seal.key(), new byte[64]);
        assertThat(noSignature.verify(operator.publicKey())).isFalse();
    }

    @Test
    void seesThatTheOperatorSealedSomethingElse() {
        market.trade(1);
        ContractProjection projection = projected();
        writeSeal(projection.ledgerId(), 1, 1, hash("something else"));
        projected();
        assertThat(sealed.get(0).isRootRight()).isFalse();
    }

    @Test
    void saysWhichTemplateItLacks() {
        MarketScript strange = new MarketScript(hash("no template"));
        strange.trade(1);
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        strange.ledger().feed(projection, 0);
        assertThatThrownBy(() -> projection.contract(1))
                .hasMessageContaining(hash("no template").hex())
                .isInstanceOfSatisfying(
                        ContractException.class, e -> assertThat(e.code()).isEqualTo(Code.TEMPLATE_UNKNOWN));
    }

    private ContractProjection projected() {
        sealed.clear();
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), sealed::add);
        market.ledger().feed(projection, 0);
        return projection;
    }

    private void seal(ContractProjection projection, long first, long last) {
        writeSeal(
                projection.ledgerId(),
                first,
                last,
                projection.batch(first, last).root());
    }

    private void writeSeal(Sm3Hash ledgerId, long first, long last, Sm3Hash root) {
        byte[] signature =
                signer.sign(SealBytes.of(ledgerId, first, last, root)).raw();
        market.ledger()
                .write(
                        ContractsSealed.newBuilder()
                                .setClientId(-first)
                                .setNotAfterNs(0)
                                .setFirstTrade(first)
                                .setLastTrade(last)
                                .setRoot(new Hash32(root.bytes()))
                                .setKey(1)
                                .setSignature(ByteBuffer.wrap(signature))
                                .build(),
                        1,
                        List.of(LedgerScript.event(EventKind.CONTRACTS_SEALED, first, last, 0)));
    }

    private static Hash32 sm3(String text) {
        return new Hash32(Sm3.hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Sm3Hash hash(String text) {
        return Sm3Hash.of(EngineFixture.hash(text).bytes());
    }
}
