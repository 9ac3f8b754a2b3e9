package io.shuheng.core.monitor;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For the Java Flight Recorder: a batch of commands became durable. Lasts from the append of its first record. */
@Name("io.shuheng.BatchCommitted")
@Label("Batch committed")
@Category("Shuheng")
@Description("A batch of commands became durable. Lasts from the append of its first record.")
@StackTrace(false)
public final class BatchCommitted extends Event {

    /** Commands of the batch. */
    @Label("Commands")
    public int commands;

    /** Durable records behind it. */
    @Label("Durable records")
    public long durableRecords;

    /** With all fields at 0. */
    public BatchCommitted() {}
}
