package io.shuheng.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.Sm3Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class MemoryEvidenceStoreTest {

    private static final byte[] DOCUMENT = "合规意见书".getBytes(StandardCharsets.UTF_8);

    private final MemoryEvidenceStore store = new MemoryEvidenceStore(20);

    @Test
    void givesADocumentBackByItsHash() throws IOException {
        Sm3Hash hash = store.put(DOCUMENT);
        assertThat(hash).isEqualTo(Sm3Hash.ofContent(DOCUMENT));
        assertThat(store.put(new ByteArrayInputStream(DOCUMENT))).isEqualTo(hash);
        assertThat(store.get(hash)).hasValue(DOCUMENT);
        assertThat(store.size(hash)).hasValue(DOCUMENT.length);
    }

    @Test
    void hasNothingUnderAHashThatWasNeverPut() {
        assertThat(store.get(Sm3Hash.ZERO)).isEmpty();
        assertThat(store.size(Sm3Hash.ZERO)).isEmpty();
    }

    @Test
    void keepsItsOwnCopy() {
        byte[] mine = DOCUMENT.clone();
        Sm3Hash hash = store.put(mine);
        mine[0]++;
        store.get(hash).orElseThrow()[1]++;
        assertThat(store.get(hash)).hasValue(DOCUMENT);
    }

    @Test
    void refusesADocumentAboveItsLimit() {
        assertThatThrownBy(() -> store.put(new byte[21]))
                .isInstanceOfSatisfying(
                        EvidenceException.class, e -> assertThat(e.code()).isEqualTo(EvidenceException.Code.TOO_LARGE));
        assertThatThrownBy(() -> store.put(new ByteArrayInputStream(new byte[21])))
                .isInstanceOf(EvidenceException.class);
        assertThat(store.get(Sm3Hash.ofContent(new byte[21]))).isEmpty();
    }
}
