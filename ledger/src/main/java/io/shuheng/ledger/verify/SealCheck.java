package io.shuheng.ledger.verify;

import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractSeal;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm2PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Derives the contracts of each sealed batch (封签) from the records before it, and compares their root and the operator's
 * signature with the seal. Contracts under a template that does not come with the library cannot be derived: their seals
 * are counted apart. For one thread.
 */
final class SealCheck {

    private static final int OPERATOR_KEY = 1;

    private final Sm2PublicKey operator;
    private final List<SealedBatch> sealedNow = new ArrayList<>();
    private final ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), sealedNow::add);
    private long seals;
    private long contracts;
    private long underived;
    private long formed;

    SealCheck(Sm2PublicKey operator) {
        this.operator = operator;
    }

    /** Takes the next record; the finding, or null. */
    @Nullable
    Finding record(Place place, RecordKind kind, byte[] bytes, int offset, int length) {
        formed += kind.javaClass() == Trade.class ? 1 : 0;
        try {
            projection.observe(kind, bytes, offset, length);
        } catch (ContractException e) {
            return Finding.of(VerifierRule.SEAL, place, String.valueOf(e.getMessage()));
        }
        for (SealedBatch batch : sealedNow) {
            String reason = reason(batch);
            if (reason != null) {
                return Finding.of(VerifierRule.SEAL, place, reason);
            }
        }
        sealedNow.clear();
        return null;
    }

    private @Nullable String reason(SealedBatch batch) {
        ContractSeal seal = batch.seal();
        seals++;
        contracts += seal.size();
        String range = "contracts " + seal.firstTrade() + ".." + seal.lastTrade() + ": ";
        if (seal.key() != OPERATOR_KEY || !seal.verify(operator)) {
            return range + "the operator of genesis did not sign this seal";
        }
        try {
            return batch.isRootRight()
                    ? null
                    : range + "sealed root " + seal.root() + ", the records give "
                            + batch.batch().root();
        } catch (ContractException e) {
            if (e.code() == ContractException.Code.TEMPLATE_UNKNOWN
                    || e.code() == ContractException.Code.RENDERER_UNKNOWN) {
                underived++;
                return null;
            }
            return range + e.getMessage();
        }
    }

    /** What was sealed so far. */
    Report.Seals seals() {
        return new Report.Seals(seals, contracts, underived, formed - contracts);
    }
}
