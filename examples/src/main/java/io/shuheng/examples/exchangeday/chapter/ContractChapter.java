package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.record.EventKind;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.ByHandPage;
import io.shuheng.examples.exchangeday.work.ContractFolder;
import io.shuheng.examples.exchangeday.work.Sale;
import io.shuheng.examples.exchangeday.work.Sealing;

/**
 * Trades have formed contracts (合同). The exchange seals them together; then both sides derive the same contracts from
 * the ledger, check the seal, and keep text and bytes.
 */
public final class ContractChapter {

    private final Setting setting;
    private final Founded founded;

    /** After a trade. */
    public ContractChapter(Setting setting, Founded founded) {
        this.setting = setting;
        this.founded = founded;
    }

    /** Tells of a batch that ends with a sale's contract. Blocks. */
    public SealedBatch tell(Sale last) {
        setting.narrator().chapter("contract.title");
        Group seal = awaitSeal(last);
        setting.narrator().note("contract.sealed", seal.sequence());
        ContractFolder folder = new ContractFolder(
                setting.folder(), founded.floor(), founded.operatorCertificate().publicKey());
        SealedBatch batch = folder.keepBatchOf(last.contract(), seal.sequence());
        setting.narrator()
                .note(
                        "contract.checked",
                        batch.batch().firstTrade(),
                        batch.batch().lastTrade(),
                        batch.seal().root());
        setting.narrator().note("contract.kept", setting.folder().contracts());
        return batch;
    }

    /** Tells of the first contract, alone under its seal, for which a page to check it by hand is written. Blocks. */
    public void tellByHand(Sale sale, Member buyer) {
        SealedBatch batch = tell(sale);
        new ByHandPage(setting.folder(), founded.floor(), founded.operatorCertificate())
                .write(sale, buyer.party().keys().signing().certificate(), batch);
        setting.narrator()
                .note(
                        "contract.byHand",
                        "check-by-hand." + setting.narrator().texts().language().code() + ".md");
    }

    /** Nobody sends anything for a while: the exchange's own TICK asks for the seal, and its service answers. */
    private Group awaitSeal(Sale last) {
        Sealing.letTimePass(setting, founded.floor(), last.order().sequence());
        return founded.floor().bulletin().after(last.order().sequence(), EventKind.CONTRACTS_SEALED);
    }
}
