package io.shuheng.ledger.stamp;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.document.HashAlgorithm;
import io.shuheng.crypto.document.TimeStampFault;
import io.shuheng.crypto.document.TimeStampRequest;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.file.OperatorScan;
import io.shuheng.ledger.file.SideCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Has a ledger's checkpoints stamped: makes the request for the newest one, and takes the answer in once it was checked. Who
 * carries them to the authority and back is the caller's matter. Blocks on the disk; for one thread.
 */
public final class StampDesk {

    /** Most checkpoints, the newest, that an answer is held against. */
    private static final int MAX_CHECKPOINTS = 1_000;

    private final Path ledger;
    private final StampFolder folder;

    /** Of that ledger. */
    public StampDesk(Path ledger) {
        this.ledger = ledger;
        this.folder = new StampFolder(ledger);
    }

    /**
     * The request for the newest checkpoint; empty where there is none.
     *
     * @param hash one that the authority knows
     * @param provider gives the nonce
     * @throws IOException where the folder cannot be read
     * @throws LedgerException where the newest file is no checkpoint
     */
    public Optional<TimeStampRequest> request(HashAlgorithm hash, CryptoProvider provider) throws IOException {
        List<Long> sizes = folder.checkpoints();
        return sizes.isEmpty()
                ? Optional.empty()
                : Optional.of(CheckpointStamp.request(checkpoint(sizes.get(sizes.size() - 1)), hash, provider));
    }

    /**
     * Takes the answer to a request in, beside the checkpoint that it is over; nothing is kept of one that shows no time.
     *
     * @param response a TimeStampResp in DER, whatever the bytes are
     * @param request what was asked
     * @param authorities that are trusted for it
     * @return what it shows, or why nothing
     * @throws IOException where the folder cannot be read or written
     * @throws LedgerException where the ledger, which is read to its end, or a checkpoint cannot be read
     */
    public StampFinding take(byte[] response, TimeStampRequest request, TimeAuthorities authorities)
            throws IOException {
        List<Certificate> operators = operators();
        List<Long> sizes = folder.checkpoints();
        for (int i = sizes.size() - 1; i >= Math.max(0, sizes.size() - MAX_CHECKPOINTS); i--) {
            StampFinding finding =
                    CheckpointStamp.check(checkpoint(sizes.get(i)), response, request, authorities, operators);
            if (finding instanceof StampFinding.OutsideTime) {
                folder.keep(finding.records(), response);
                return finding;
            }
            if (((StampFinding.NoTime) finding).fault() != TimeStampFault.IMPRINT_MISMATCH) {
                return finding;
            }
        }
        return new StampFinding.NoTime(
                0, TimeStampFault.IMPRINT_MISMATCH, "it is over none of the newest checkpoints of this ledger");
    }

    private Checkpoint checkpoint(long size) throws IOException {
        try {
            return folder.checkpoint(size)
                    .orElseThrow(() -> new LedgerException(
                            LedgerException.Code.IO_FAILURE, SideCheckpoint.name(size) + " is no longer there"));
        } catch (RecordFormatException e) {
            throw new LedgerException(
                    LedgerException.Code.CORRUPT, SideCheckpoint.name(size) + ": " + e.getMessage(), e);
        }
    }

    /** Of each key that it has had: a stamp by any of them is its own. */
    private List<Certificate> operators() {
        return OperatorScan.of(ledger).keys().list().stream()
                .map(OperatorKeys.Key::certificate)
                .toList();
    }
}
