package io.shuheng.core.view;

import io.shuheng.core.record.RecordFormatException;
import java.util.function.ToIntFunction;

/** Looks up a value by the number that events carry. */
final class Numbered {

    private Numbered() {}

    /**
     * The value with that number.
     *
     * @throws RecordFormatException where none has it
     */
    static <E extends Enum<E>> E of(Class<E> type, ToIntFunction<E> number, long wanted) {
        for (E value : type.getEnumConstants()) {
            if (number.applyAsInt(value) == wanted) {
                return value;
            }
        }
        throw new RecordFormatException(type.getSimpleName() + " " + wanted + ": no such number");
    }
}
