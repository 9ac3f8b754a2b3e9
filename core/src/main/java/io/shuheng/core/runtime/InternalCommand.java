package io.shuheng.core.runtime;

import io.shuheng.core.engine.Upcoming;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordKind;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;

/**
 * A command that the exchange itself makes, again and again the same. Immutable.
 *
 * @param kind its kind
 * @param value the command
 * @param command its canonical bytes
 */
record InternalCommand(RecordKind kind, SpecificRecord value, byte[] command) implements Upcoming {

    /** What stands behind all of them. */
    static final Authentication INTERNAL =
            new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0));

    static InternalCommand of(RecordKind kind, SpecificRecord value) {
        return new InternalCommand(kind, value, AvroBytes.encode(value));
    }

    @Override
    public int commandLength() {
        return command.length;
    }

    @Override
    public Authentication authentication() {
        return INTERNAL;
    }

    @Override
    public boolean isOfSession() {
        return false;
    }
}
