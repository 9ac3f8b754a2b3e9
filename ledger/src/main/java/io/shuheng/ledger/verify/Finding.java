package io.shuheng.ledger.verify;

import io.shuheng.ledger.file.Fault;
import io.shuheng.ledger.file.FaultRule;

/**
 * A fault, where it stands and the rule it breaks. Immutable.
 *
 * @param rule stable name of the rule: one of {@link io.shuheng.ledger.file.FaultRule} or {@link VerifierRule}
 * @param file path relative to the ledger's folder, or the path of an anchor; empty where it is the folder itself
 * @param offset in that file, bytes
 * @param sequence number of the record at fault, or of the next record where the fault is in none
 * @param message value found and rule, in English
 */
public record Finding(String rule, String file, long offset, long sequence, String message) {

    /** Of what the reader has found. */
    public static Finding of(Fault fault) {
        return new Finding(fault.rule().name(), fault.file(), fault.offset(), fault.sequence(), fault.message());
    }

    /** This one, which says in its message what else was found. */
    Finding and(Finding other) {
        return new Finding(rule, file, offset, sequence, message + "; and " + other.rule() + " " + other.message());
    }

    static Finding of(FaultRule rule, Place place, String message) {
        return new Finding(rule.name(), place.file(), place.offset(), place.sequence(), message);
    }

    static Finding of(VerifierRule rule, Place place, String message) {
        return new Finding(rule.name(), place.file(), place.offset(), place.sequence(), message);
    }

    @Override
    public String toString() {
        return rule + " in " + (file.isEmpty() ? "the ledger's folder" : file) + " at offset " + offset + ", sequence "
                + sequence + ": " + message;
    }
}
