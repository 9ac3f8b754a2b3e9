package io.shuheng.core.evidence;

import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Port: documents kept by their SM3. What is put stays; putting the same bytes again changes nothing. A document is put
 * before the command that names it is submitted.
 *
 * <p>Threading: thread-safe; every method may block on what is behind it.
 */
public interface EvidenceStore {

    /**
     * Keeps a document; when this returns, it is as durable as the store can make it.
     *
     * @return its SM3
     * @throws EvidenceException TOO_LARGE or IO_FAILURE
     */
    Sm3Hash put(byte[] document);

    /**
     * Keeps a document that is read to its end and not closed; never in memory as a whole, where the store can help it.
     *
     * @return its SM3
     * @throws EvidenceException TOO_LARGE or IO_FAILURE of the store
     * @throws IOException where reading the stream fails; nothing is kept then
     */
    Sm3Hash put(InputStream document) throws IOException;

    /**
     * The document with that SM3, whole and checked against it; nothing where it was never put.
     *
     * @throws EvidenceException CORRUPT where what is kept under that hash is something else, IO_FAILURE, or TOO_LARGE
     *     where it does not fit into an array
     */
    Optional<byte[]> get(Sm3Hash hash);

    /**
     * Length in bytes of the document with that SM3, not checked; nothing where it was never put.
     *
     * @throws EvidenceException IO_FAILURE
     */
    OptionalLong size(Sm3Hash hash);
}
