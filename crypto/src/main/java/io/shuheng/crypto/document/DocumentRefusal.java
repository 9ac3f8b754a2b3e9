package io.shuheng.crypto.document;

import io.shuheng.crypto.RejectionReason;

/** The first rule that a document breaks, on its way to the {@link DocumentResult.Rejected} that tells of it. Never leaves the package. */
final class DocumentRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DocumentFault fault;
    private final RejectionReason reason;

    DocumentRefusal(DocumentFault fault, RejectionReason reason, String message) {
        super(message, null, false, false);
        this.fault = fault;
        this.reason = reason;
    }

    DocumentRefusal(DocumentFault fault, String message) {
        this(fault, fault.reason(), message);
    }

    DocumentResult.Rejected result() {
        return new DocumentResult.Rejected(fault, reason, String.valueOf(getMessage()));
    }
}
