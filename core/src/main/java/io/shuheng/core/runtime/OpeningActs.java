package io.shuheng.core.runtime;

import org.apache.avro.specific.SpecificRecord;

/** An act of two officers that comes first when a ledger is opened, before anything else. Values; both are submissions. */
public sealed interface OpeningActs permits LossOverride, Promotion {

    /** The act's command. */
    SpecificRecord command();

    /** Submission of the act. */
    byte[] act();

    /** Submission of the second officer's EndorseAct. */
    byte[] endorsement();
}
