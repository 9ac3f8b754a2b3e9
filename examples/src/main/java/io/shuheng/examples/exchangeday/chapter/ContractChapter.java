package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.contract.SealedContract;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Subscription;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The trade has formed a contract (合同). The exchange seals it together with others; then both sides derive the same
 * contract from the ledger, check the seal, and keep text and bytes.
 */
public final class ContractChapter {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Setting setting;
    private final Founded founded;

    /** After a trade. */
    public ContractChapter(Setting setting, Founded founded) {
        this.setting = setting;
        this.founded = founded;
    }

    /** Tells it. Blocks. */
    public void tell(Sale sale) {
        setting.narrator().chapter("contract.title", sale.contract());
        Group seal = awaitSeal(sale);
        setting.narrator().note("contract.sealed", seal.sequence());
        SealedBatch batch = derive(sale, seal);
        Contract contract = batch.batch().contract(sale.contract());
        SealedContract sealed = batch.sealed(sale.contract());
        check(contract, sealed);
        keep(contract);
        setting.narrator().note("contract.checked", batch.seal().root());
        setting.narrator().note("contract.kept", setting.folder().contracts());
    }

    /** Nobody sends anything for a while: the exchange's own TICK asks for the seal, and its service answers. */
    private Group awaitSeal(Sale sale) {
        setting.clock().jump(FoundingChapter.SEAL_SPAN);
        return founded.floor().bulletin().after(sale.sequence(), EventKind.CONTRACTS_SEALED);
    }

    /** What any party can do from the ledger's records: run the projection over them up to the seal. */
    private SealedBatch derive(Sale sale, Group seal) {
        RecordCatalogue catalogue = RulesVersions.current();
        List<SealedBatch> batches = Collections.synchronizedList(new ArrayList<>());
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batches::add);
        Floor floor = founded.floor();
        try (Subscription reading = floor.exchange().subscribe("contracts", 0, (bytes, offset, length) -> {
            RecordKind kind = Objects.requireNonNull(catalogue.ofType(RecordHeader.type(bytes, offset)));
            projection.observe(kind, bytes, offset, length);
        })) {
            awaitRead(reading, seal.sequence());
        }
        return batches.stream()
                .filter(batch -> batch.batch().firstTrade() <= sale.contract()
                        && sale.contract() <= batch.batch().lastTrade())
                .findFirst()
                .orElseThrow(() -> new StoryBrokenException("contract " + sale.contract() + ": not under any seal"));
    }

    private static void awaitRead(Subscription reading, long sequence) {
        try {
            if (!reading.awaitDelivered(sequence, PATIENCE.toNanos())) {
                throw new StoryBrokenException("record " + sequence + ": not read in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryBrokenException("record " + sequence + ": interrupted while reading");
        }
    }

    private void check(Contract contract, SealedContract sealed) {
        if (!sealed.verify(founded.operatorCertificate().publicKey())) {
            throw new StoryBrokenException("contract " + contract.number() + ": the seal does not verify");
        }
        if (!sealed.bindsTexts(contract.textZh(), contract.textEn())) {
            throw new StoryBrokenException("contract " + contract.number() + ": the texts are not those of the terms");
        }
    }

    private void keep(Contract contract) {
        String name = "contract-" + contract.number();
        setting.folder().write(setting.folder().contracts().resolve(name + ".zh.txt"), contract.textZh());
        setting.folder().write(setting.folder().contracts().resolve(name + ".en.txt"), contract.textEn());
        setting.folder().write(setting.folder().contracts().resolve(name + ".bin"), contract.canonicalBytes());
    }
}
