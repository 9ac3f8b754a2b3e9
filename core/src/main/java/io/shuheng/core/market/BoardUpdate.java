package io.shuheng.core.market;

/**
 * What one command of the ledger changed for all instruments of a board: one update, however many there are, so that opening
 * or halting a large board fills no reader's queue. It comes before the updates of instruments with the same sequence.
 * Immutable.
 *
 * <p>A snapshot names the last one that it takes into account. A reader that joins one instrument after the other may get
 * one that is in some of its snapshots already: {@link MarketPicture#apply(BoardUpdate)} passes over it.
 *
 * @param board number of the board
 * @param number counts the updates of this board from 1, its opening, without a gap; the same in every run over the same
 *     ledger
 * @param sequence ledger sequence of the last record of the command's group
 * @param timeNs sequenced time, nanoseconds since 1970
 * @param status how it is now
 */
public record BoardUpdate(long board, long number, long sequence, long timeNs, BoardStatus status)
        implements MarketMessage.Update {}
