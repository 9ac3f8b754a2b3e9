package io.shuheng.core.contract;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.document.DocumentCheck;
import io.shuheng.crypto.document.DocumentResult;
import io.shuheng.crypto.document.DocumentSigner;
import io.shuheng.crypto.document.DocumentTrust;
import io.shuheng.crypto.document.SignedDocument;
import java.util.List;

/**
 * One contract under a plain CMS signature (RFC 5652) of the parties, the exchange, or all of them, on demand: for whoever wants a
 * signature that needs no ledger to be checked, beside the seal of the batch and the evidence of the contract file. The document is
 * detached: its content is the contract's canonical bytes, which bind the texts by their SM3. Stateless, any thread.
 */
public final class ContractDocument {

    private ContractDocument() {}

    /**
     * Signs a contract. Blocks as the signers do.
     *
     * @param canonicalBytes the contract's canonical bytes (see {@link ContractTerms})
     * @param by the parties' or the exchange's signers, one or more; more can sign it later ({@link SignedDocument#signedAlso})
     * @return the document, with the signers' certificates
     * @throws RecordFormatException where the bytes are not the canonical ones of any contract
     * @throws CryptoException as {@link SignedDocument#detached}
     */
    public static SignedDocument sign(byte[] canonicalBytes, List<DocumentSigner> by) {
        requireContract(canonicalBytes);
        return SignedDocument.detached(canonicalBytes, by);
    }

    /**
     * Checks a document over a contract. Who the signers are, and whether they are this contract's parties, is for the caller to
     * compare with the terms.
     *
     * @param document the document in hand
     * @param canonicalBytes the contract's canonical bytes
     * @param trust what the check rests on
     * @return accepted or not, and why
     * @throws RecordFormatException where the bytes are not the canonical ones of any contract
     */
    public static DocumentResult check(SignedDocument document, byte[] canonicalBytes, DocumentTrust trust) {
        requireContract(canonicalBytes);
        return DocumentCheck.of(document, canonicalBytes, trust);
    }

    private static void requireContract(byte[] canonicalBytes) {
        AvroBytes.decode(ContractTerms.class, canonicalBytes);
    }
}
