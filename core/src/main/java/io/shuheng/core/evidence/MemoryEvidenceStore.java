package io.shuheng.core.evidence;

import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Documents in memory, for as long as the process lives. Thread-safe, never blocks. */
public final class MemoryEvidenceStore implements EvidenceStore {

    private final Map<Sm3Hash, byte[]> documents = new ConcurrentHashMap<>();
    private final int maxDocumentBytes;

    /** For documents of up to so many bytes each. */
    public MemoryEvidenceStore(int maxDocumentBytes) {
        if (maxDocumentBytes < 1 || maxDocumentBytes == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("maxDocumentBytes " + maxDocumentBytes + ": not in 1..2^31 - 2");
        }
        this.maxDocumentBytes = maxDocumentBytes;
    }

    @Override
    public Sm3Hash put(byte[] document) {
        if (document.length > maxDocumentBytes) {
            throw new EvidenceException(
                    EvidenceException.Code.TOO_LARGE, "the document has more than " + maxDocumentBytes + " bytes");
        }
        Sm3Hash hash = Sm3Hash.ofContent(document);
        documents.putIfAbsent(hash, document.clone());
        return hash;
    }

    @Override
    public Sm3Hash put(InputStream document) throws IOException {
        return put(document.readNBytes(maxDocumentBytes + 1));
    }

    @Override
    public Optional<byte[]> get(Sm3Hash hash) {
        return Optional.ofNullable(documents.get(hash)).map(byte[]::clone);
    }

    @Override
    public OptionalLong size(Sm3Hash hash) {
        byte[] document = documents.get(hash);
        return document == null ? OptionalLong.empty() : OptionalLong.of(document.length);
    }
}
