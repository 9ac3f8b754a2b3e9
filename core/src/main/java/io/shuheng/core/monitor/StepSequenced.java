package io.shuheng.core.monitor;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For the Java Flight Recorder: a sweep through a deep book went on by a step. */
@Name("io.shuheng.StepSequenced")
@Label("Step sequenced")
@Category("Shuheng")
@Description("A sweep through a deep book went on by a step.")
@StackTrace(false)
public final class StepSequenced extends Event {

    /** Sequence of the record of the step. */
    @Label("Sequence")
    public long sequence;

    /** With all fields at 0. */
    public StepSequenced() {}
}
