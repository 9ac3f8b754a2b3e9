package io.shuheng.ledger.chronicle;

import io.shuheng.ledger.file.Cq4Header;

/**
 * How a ledger is written. None of these changes a record or a root. Immutable.
 *
 * @param durability what a commit promises
 * @param blockBytes by how much a file grows at a time, and how much of it is mapped; a multiple of 1 MiB up to 1 GiB
 * @param freeSpaceFloorBytes free room on the disk below which nothing more is written, 0 or more
 * @param documentsPerFile documents after which a new segment begins, 64..2^30
 */
public record LedgerSettings(Durability durability, int blockBytes, long freeSpaceFloorBytes, long documentsPerFile) {

    private static final int MIB = 1 << 20;
    private static final long MIN_DOCUMENTS = 64;

    /** Checks the ranges. */
    public LedgerSettings {
        if (blockBytes < MIB || blockBytes > 1 << 30 || blockBytes % MIB != 0) {
            throw new IllegalArgumentException("blockBytes " + blockBytes + ": a multiple of 1 MiB up to 1 GiB");
        }
        if (freeSpaceFloorBytes < 0) {
            throw new IllegalArgumentException("freeSpaceFloorBytes " + freeSpaceFloorBytes + ": not negative");
        }
        if (documentsPerFile < MIN_DOCUMENTS || documentsPerFile > Cq4Header.MAX_DOCUMENTS) {
            throw new IllegalArgumentException("documentsPerFile " + documentsPerFile + ": not in " + MIN_DOCUMENTS
                    + ".." + Cq4Header.MAX_DOCUMENTS);
        }
    }

    /** Forced commits, blocks of 4 MiB, a floor of 64 MiB, files of any length. */
    public static LedgerSettings defaults() {
        return new LedgerSettings(Durability.FORCED, 4 * MIB, 64L * MIB, Cq4Header.MAX_DOCUMENTS);
    }

    /** The same with another durability. */
    public LedgerSettings withDurability(Durability other) {
        return new LedgerSettings(other, blockBytes, freeSpaceFloorBytes, documentsPerFile);
    }

    /** The same with another block size in bytes. */
    public LedgerSettings withBlockBytes(int other) {
        return new LedgerSettings(durability, other, freeSpaceFloorBytes, documentsPerFile);
    }

    /** The same with another floor in bytes. */
    public LedgerSettings withFreeSpaceFloorBytes(long other) {
        return new LedgerSettings(durability, blockBytes, other, documentsPerFile);
    }

    /** The same with another number of documents per file. */
    public LedgerSettings withDocumentsPerFile(long other) {
        return new LedgerSettings(durability, blockBytes, freeSpaceFloorBytes, other);
    }
}
