package io.shuheng.ledger.proof;

/** Ends a check with its finding. */
final class InvalidProof extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ProofFinding finding;

    InvalidProof(ProofRule rule, String message) {
        this(rule, ProofFinding.NO_RECORD, message);
    }

    InvalidProof(ProofRule rule, long sequence, String message) {
        super(message);
        this.finding = new ProofFinding(rule, sequence, message);
    }

    ProofFinding finding() {
        return finding;
    }
}
