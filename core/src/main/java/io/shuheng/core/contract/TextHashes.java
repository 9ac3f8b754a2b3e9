package io.shuheng.core.contract;

import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Batch;
import java.util.Arrays;
import java.util.List;

/** SM3 of the two texts of many contracts, all in one call: where the JVM can, side by side. For one thread. */
final class TextHashes {

    private final Sm3Batch batch = Sm3Batch.create();
    private final int[] offsets;
    private final int[] lengths;
    private final byte[] hashes;

    /** @param contracts most contracts at once */
    TextHashes(int contracts) {
        offsets = new int[2 * contracts];
        lengths = new int[2 * contracts];
        hashes = new byte[2 * contracts * Sm3.LENGTH];
    }

    void compute(List<ContractDerivation.Draft> drafts, Utf8Text texts) {
        for (int i = 0; i < drafts.size(); i++) {
            ContractDerivation.Draft draft = drafts.get(i);
            offsets[2 * i] = draft.zhStart();
            lengths[2 * i] = draft.enStart() - draft.zhStart();
            offsets[2 * i + 1] = draft.enStart();
            lengths[2 * i + 1] = draft.end() - draft.enStart();
        }
        batch.hash(texts.array(), offsets, lengths, 2 * drafts.size(), hashes, 0);
    }

    Hash32 zh(int contract) {
        return hash(2 * contract);
    }

    Hash32 en(int contract) {
        return hash(2 * contract + 1);
    }

    private Hash32 hash(int text) {
        return new Hash32(Arrays.copyOfRange(hashes, text * Sm3.LENGTH, (text + 1) * Sm3.LENGTH));
    }
}
