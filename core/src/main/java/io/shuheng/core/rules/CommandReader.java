package io.shuheng.core.rules;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.trading.OrderReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads canonical commands of any kind. Those of which a market has millions, orders, are read into objects that this
 * reader fills again and again ({@link #isReused}); any other is an object of its own. For one thread.
 */
public final class CommandReader {

    private final OrderReader orders = new OrderReader();

    /** Nothing is read yet. */
    public CommandReader() {}

    /** Whether a command of that kind is only valid until the next of its kind is read. */
    public static boolean isReused(RecordKind kind) {
        return OrderReader.reads(kind.javaClass());
    }

    /**
     * The command that the bytes hold; allocates nothing where it {@link #isReused}.
     *
     * @param bytes start with the command's canonical bytes
     * @param length how many these are
     * @throws RecordFormatException where these are not exactly one canonical value of the kind's schema
     */
    public SpecificRecord read(RecordKind kind, byte[] bytes, int length) {
        SpecificRecord order = orders.read(kind.javaClass(), bytes, length);
        return order != null ? order : AvroBytes.decode(kind.javaClass(), bytes, 0, length);
    }
}
