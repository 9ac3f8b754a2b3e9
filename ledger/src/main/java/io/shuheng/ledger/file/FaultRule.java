package io.shuheng.ledger.file;

/** The rules of FORMAT.md that bytes can break. The names are stable: reports and programs compare them. */
public enum FaultRule {
    /** What PRUNED says of records that were taken out is there, belongs together, and is what the records behind go on from. */
    PRUNED,
    /** A .cq4 file's name is not yyyyMMddF.cq4, or a segment's folder is not numbered in eight digits. */
    FILE_NAME,
    /** Segments are numbered from 1 without gaps. */
    SEGMENT_MISSING,
    /** A segment that is not the last has at least one .cq4 file. */
    SEGMENT_EMPTY,
    /** The first 400 bytes are Chronicle's own, and follow from the documents behind them. */
    CHRONICLE_HEADER,
    /** A document's word says: data, complete. */
    DOCUMENT_WORD,
    /** A document is 25 to 65 540 bytes long. */
    DOCUMENT_LENGTH,
    /** A document ends inside its file. */
    DOCUMENT_CUT,
    /** The bytes that fill a document up to a multiple of 4 are zero. */
    DOCUMENT_PADDING,
    /** A frame begins with the CRC-32C of its record, or with its complement. */
    FRAME_CRC,
    /** A record begins with a header of version 1, a known type and known flags. */
    RECORD_HEADER,
    /** Records are numbered from 0 without gaps. */
    SEQUENCE,
    /** Sequenced time never goes back, and is the same for all records of a group. */
    TIME,
    /** A file holds the records of the UTC day that its name says. */
    FILE_DATE,
    /** A group is one command and its results, the last flagged, within one file and the limits. */
    GROUP,
    /** A mark stands where its type may stand, with the header and body that follow from what is before it. */
    MARK,
    /** A segment opens with a mark that names the valid end of what was before. */
    OPENING,
    /** Bytes behind the valid end of an earlier segment are named exactly by void marks. */
    VOID,
    /** A file that is followed by another of its segment ends in the end word. */
    END_WORD,
    /** A file begins with its cycle's opening mark and, once finished, ends with its closing mark. */
    CYCLE,
    /** The subtrees in a cycle's marks are those of the tree over the records. */
    SUBTREES,
    /** Behind the end there are only zero bytes. */
    BYTES_BEHIND_END,
    /** A checkpoint mark is the text of FORMAT.md. */
    CHECKPOINT_TEXT,
    /** Size and root in a mark are those of the tree over the records before it. */
    ROOT
}
