package io.shuheng.ledger.proof;

import io.shuheng.core.record.RecordFormatException;

/** The sections of a proof file, in the order in which they stand. See PROOF.md, section 2. */
enum ProofSection {
    HEAD(1),
    CHECKPOINT(2),
    EARLIER(3),
    RECORD(4),
    LEAF(5),
    CERTIFICATE(6),
    CONTRACT(7),
    TEMPLATE(8),
    TEXT_ZH(9),
    TEXT_EN(10),
    STATEMENT(11),
    ROTATION(12),
    END(255);

    /** First bytes of every file: what it is, and the version of this layout. */
    static final String MAGIC = "shuheng/proof/1\n";

    /** Type and length of a section. */
    static final int HEADER_LENGTH = 5;

    private final int type;

    ProofSection(int type) {
        this.type = type;
    }

    int type() {
        return type;
    }

    static ProofSection of(int type) {
        for (ProofSection section : values()) {
            if (section.type == type) {
                return section;
            }
        }
        throw new RecordFormatException("section type " + type + ": not one that this library knows");
    }
}
