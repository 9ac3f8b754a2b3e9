package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.contract.SealedContract;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.examples.exchangeday.stage.DayFolder;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Derives contracts (合同) as any party can, from the ledger's records alone, checks the exchange's seal on each, and keeps
 * text and canonical bytes. For one thread; blocks.
 */
public final class ContractFolder {

    private final DayFolder folder;
    private final Floor floor;
    private final Sm2PublicKey operator;

    /**
     * Over an open exchange.
     *
     * @param operator key of the certificate in genesis
     */
    public ContractFolder(DayFolder folder, Floor floor, Sm2PublicKey operator) {
        this.folder = folder;
        this.floor = floor;
        this.operator = operator;
    }

    /**
     * Keeps every contract of the batch that has a trade in it.
     *
     * @param sealRecord sequence of the seal, to which the ledger is read
     * @return the batch
     * @throws StoryBrokenException where a seal or a text is wrong, or there is no such batch
     */
    public SealedBatch keepBatchOf(long trade, long sealRecord) {
        SealedBatch batch = derive(trade, sealRecord);
        for (long number = batch.batch().firstTrade(); number <= batch.batch().lastTrade(); number++) {
            Contract contract = batch.batch().contract(number);
            check(contract, batch.sealed(number));
            keep("contract-" + number, contract);
        }
        return batch;
    }

    /** Runs the projection over the records up to the seal. */
    private SealedBatch derive(long trade, long sealRecord) {
        RecordCatalogue catalogue = RulesVersions.current();
        List<SealedBatch> batches = Collections.synchronizedList(new ArrayList<>());
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batches::add);
        LedgerReading.read(floor, "contracts", sealRecord, (bytes, offset, length) -> {
            RecordKind kind = Objects.requireNonNull(catalogue.ofType(RecordHeader.type(bytes, offset)));
            projection.observe(kind, bytes, offset, length);
        });
        return batches.stream()
                .filter(batch -> batch.batch().firstTrade() <= trade
                        && trade <= batch.batch().lastTrade())
                .findFirst()
                .orElseThrow(() -> new StoryBrokenException("contract " + trade + ": not under any seal"));
    }

    private void check(Contract contract, SealedContract sealed) {
        if (!sealed.verify(operator)) {
            throw new StoryBrokenException("contract " + contract.number() + ": the seal does not verify");
        }
        if (!sealed.bindsTexts(contract.textZh(), contract.textEn())) {
            throw new StoryBrokenException("contract " + contract.number() + ": the texts are not those of the terms");
        }
    }

    /** Keeps the contract of a negotiation as a side is to sign it, before there is a trade to number it by. */
    public void keepAgreement(Contract toSign) {
        keep("negotiation-" + toSign.number(), toSign);
    }

    private void keep(String name, Contract contract) {
        folder.write(folder.contracts().resolve(name + ".zh.txt"), contract.textZh());
        folder.write(folder.contracts().resolve(name + ".en.txt"), contract.textEn());
        folder.write(folder.contracts().resolve(name + ".bin"), contract.canonicalBytes());
    }
}
