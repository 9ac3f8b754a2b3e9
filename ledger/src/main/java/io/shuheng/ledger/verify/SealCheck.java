package io.shuheng.ledger.verify;

import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.record.RecordKind;
import io.shuheng.crypto.Sm2PublicKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Derives the contracts from the records, recomputes the root of each seal and checks the operator's signature on it. A
 * seal over a contract whose template does not come with the library is counted and left, for the template is a
 * document outside the ledger. For one thread.
 */
final class SealCheck {

    private final Sm2PublicKey operatorKey;
    private final ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), this::sealed);
    private long checked;
    private @Nullable Place here;
    private @Nullable Finding found;

    SealCheck(Sm2PublicKey operatorKey) {
        this.operatorKey = operatorKey;
    }

    /**
     * Takes the next record; the finding, or null. What does not follow from the records before it is for the replay to
     * find.
     */
    @Nullable
    Finding record(Place place, RecordKind kind, byte[] bytes, int offset, int length) {
        here = place;
        found = null;
        try {
            projection.observe(kind, bytes, offset, length);
        } catch (ContractException e) {
            found = Finding.of(VerifierRule.SEAL, place, String.valueOf(e.getMessage()));
        }
        return found;
    }

    private void sealed(SealedBatch batch) {
        Place place = Objects.requireNonNull(here);
        try {
            if (!batch.isRootRight()) {
                found = Finding.of(
                        VerifierRule.SEAL,
                        place,
                        "root " + batch.seal().root() + ": the contracts give "
                                + batch.batch().root());
            } else if (!batch.seal().verify(operatorKey)) {
                found = Finding.of(VerifierRule.SEAL, place, "the seal's signature does not fit the operator's key");
            } else {
                checked++;
            }
        } catch (ContractException e) {
            if (e.code() != ContractException.Code.TEMPLATE_UNKNOWN) {
                found = Finding.of(VerifierRule.SEAL, place, String.valueOf(e.getMessage()));
            }
        }
    }

    /** Seals whose root and signature were found right. */
    long checked() {
        return checked;
    }
}
