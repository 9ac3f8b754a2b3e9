package io.shuheng.core.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A command's record taken apart: command, authentication, events, in this order and nothing behind. Immutable,
 * thread-safe; reading checks every byte against the canonical form.
 *
 * @param command the command's canonical bytes, exactly as they were signed
 * @param authentication who stands behind it
 * @param events what it changed
 */
public record CommandBody(byte[] command, Authentication authentication, List<Event> events) {

    /** Schema of the events behind command and authentication. */
    public static final Schema EVENTS_SCHEMA = Schema.createArray(Event.getClassSchema());

    private static final CanonicalAvro AUTHENTICATION = CanonicalAvro.of(Authentication.getClassSchema());
    private static final CanonicalAvro EVENTS = CanonicalAvro.of(EVENTS_SCHEMA);

    /**
     * Takes a record apart.
     *
     * @param commandSchema the checker for the command's own schema
     * @param bytes holds the record, header included, from {@code offset} to {@code limit}
     * @throws RecordFormatException where a part is not canonical or bytes are left over
     */
    public static CommandBody read(CanonicalAvro commandSchema, byte[] bytes, int offset, int limit) {
        int commandStart = offset + RecordHeader.LENGTH;
        int commandEnd = commandSchema.endOf(bytes, commandStart, limit);
        int authenticationEnd = AUTHENTICATION.endOf(bytes, commandEnd, limit);
        EVENTS.require(bytes, authenticationEnd, limit);
        return new CommandBody(
                Arrays.copyOfRange(bytes, commandStart, commandEnd),
                AuthenticationForm.read(bytes, commandEnd),
                readEvents(bytes, authenticationEnd));
    }

    private static List<Event> readEvents(byte[] bytes, int offset) {
        long count = Varint.read(bytes, offset);
        int at = Varint.endOf(bytes, offset, bytes.length);
        List<Event> events = new ArrayList<>((int) count);
        long[] numbers = new long[4];
        for (long i = 0; i < count; i++) {
            for (int n = 0; n < numbers.length; n++) {
                numbers[n] = Varint.read(bytes, at);
                at = Varint.endOf(bytes, at, bytes.length);
            }
            events.add(new Event((int) numbers[0], numbers[1], numbers[2], numbers[3]));
        }
        return List.copyOf(events);
    }
}
