package io.shuheng.core.monitor;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For the Java Flight Recorder: a checkpoint was signed and kept. */
@Name("io.shuheng.CheckpointSigned")
@Label("Checkpoint signed")
@Category("Shuheng")
@Description("A checkpoint was signed and kept.")
@StackTrace(false)
public final class CheckpointSigned extends Event {

    /** Records that it covers. */
    @Label("Records")
    public long records;

    /** With all fields at 0. */
    public CheckpointSigned() {}
}
