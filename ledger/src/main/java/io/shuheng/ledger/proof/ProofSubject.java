package io.shuheng.ledger.proof;

import io.shuheng.core.record.RecordFormatException;

/**
 * What a proof file is about. Immutable.
 *
 * @param kind of thing
 * @param number sequence of the record, from 0; number of the contract, from 1, which is that of its trade
 */
public record ProofSubject(Kind kind, long number) {

    /** Kinds of things that are proven. Numbers are those of the format. */
    public enum Kind {
        /** One record. */
        RECORD(1),
        /** A contract that a trade formed, with its texts: a contract file (合同文件). */
        MATCHED_CONTRACT(2),
        /** A contract that both sides and the exchange have signed, with its texts: a contract file too. */
        NEGOTIATED_CONTRACT(3),
        /** That one record is in the ledger, and no more: an inclusion receipt (存证回执). */
        RECEIPT(4);

        boolean isContract() {
            return this == MATCHED_CONTRACT || this == NEGOTIATED_CONTRACT;
        }

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** The number in the format. */
        public int number() {
            return number;
        }

        static Kind of(int number) {
            for (Kind kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            throw new RecordFormatException("head.kind " + number + ": not one that this library knows");
        }
    }

    /**
     * Checks the range.
     *
     * @throws RecordFormatException where the number is negative
     */
    public ProofSubject {
        if (number < 0) {
            throw new RecordFormatException("head.number " + number + ": not negative");
        }
    }
}
