package io.shuheng.ledger.verify;

import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification of cycle files without their ledger has found. Immutable.
 *
 * @param verdict what it ends in
 * @param fault the first fault, null where none was found
 * @param hasher what computed SM3, see {@link io.shuheng.crypto.Sm3Batch#name}
 * @param ledgerId the ledger by its genesis or a checkpoint in the files; all zeros where there is neither
 * @param start what the root before the first cycle rests on
 * @param keyStart what it rests on which of the operator's keys was in force at the first record
 * @param operatorKeys those in force in the files, in order; empty where more than one fits, or none was given
 * @param cycles what was read, in order; each goes on where the one before ends
 * @param anchorsRead checkpoints that were given
 * @param anchorsMet those from outside that fit
 * @param anchoredRecords records that the largest of these covers, -1 where there is none
 * @param manifests SM3 of the MANIFESTs of the exports that the files lie in, whose lines were compared with their files
 * @param limits what could not be seen or was not looked at
 */
public record CycleReport(
        Verdict verdict,
        @Nullable Finding fault,
        String hasher,
        Sm3Hash ledgerId,
        Start start,
        KeyStart keyStart,
        List<OperatorKey> operatorKeys,
        List<Cycle> cycles,
        int anchorsRead,
        int anchorsMet,
        long anchoredRecords,
        List<Sm3Hash> manifests,
        List<Report.Limit> limits) {

    /** What the root before the first record rests on. */
    public enum Start {
        /** Nothing is before: the first cycle begins with the genesis. */
        GENESIS,
        /** A checkpoint that was given has that size and root. */
        ANCHOR,
        /** The file's own opening mark says so, and a checkpoint that was given covers records behind it. */
        COVERED,
        /** The file's own opening mark says so, and nobody else. */
        OWN_MARK
    }

    /** What it rests on which of the operator's keys was in force at the first record; changes behind it are in the files. */
    public enum KeyStart {
        /** The genesis in the files. */
        GENESIS,
        /** A proof of the operator's keys up to there, or further. */
        PROOF,
        /** A checkpoint from elsewhere that is met: the changes of key in the files join its key to the first one. */
        ANCHOR,
        /** The word of who gave the certificate: a key that was retired before is not told from it. */
        GIVEN,
        /** Nobody's word: no certificate was given. */
        NONE
    }

    /**
     * A key of the operator.
     *
     * @param fromRecords number of records over which it signs checkpoints in these files, at least
     * @param subject of its certificate
     * @param sm3 of the certificate
     */
    public record OperatorKey(long fromRecords, String subject, Sm3Hash sm3) {}

    /**
     * A cycle file.
     *
     * @param file name in its ledger's folder
     * @param bytes length of the file
     * @param first number of its first record: so many are before
     * @param rootBefore root over the records before
     * @param size number of records up to its end
     * @param root over them
     * @param checkpoints checkpoint marks in it whose size and root fit
     * @param closed whether it has its closing mark and end word
     */
    public record Cycle(
            String file,
            long bytes,
            long first,
            Sm3Hash rootBefore,
            long size,
            Sm3Hash root,
            int checkpoints,
            boolean closed) {}

    /** Takes copies. */
    public CycleReport {
        operatorKeys = List.copyOf(operatorKeys);
        cycles = List.copyOf(cycles);
        manifests = List.copyOf(manifests);
        limits = List.copyOf(limits);
    }
}
