package io.shuheng.core.monitor;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For the Java Flight Recorder: the ledger's files were forced to the device. */
@Name("io.shuheng.LedgerForced")
@Label("Ledger forced")
@Category("Shuheng")
@Description("The files of the ledger were forced to the device.")
@StackTrace(false)
public final class LedgerForced extends Event {

    /** With all fields at 0. */
    public LedgerForced() {}
}
