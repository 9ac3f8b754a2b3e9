package io.shuheng.core.monitor;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For the Java Flight Recorder: a command was refused, before it was sequenced or after. */
@Name("io.shuheng.CommandRefused")
@Label("Command refused")
@Category("Shuheng")
@Description("A command was refused, before it was sequenced or after.")
@StackTrace(false)
public final class CommandRefused extends Event {

    /** Name of the reason in the table of refusal codes. */
    @Label("Code")
    public String code = "";

    /** Sequence of the record of the command; -1 where it has none. */
    @Label("Sequence")
    public long sequence;

    /** With all fields at 0. */
    public CommandRefused() {}
}
