package io.shuheng.core.view;

import io.shuheng.core.record.RecordFormatException;
import java.util.function.ToIntFunction;

/** Looks up a value by the number, or by the place, that events carry. */
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

    /**
     * The value at that place, from 0.
     *
     * @throws RecordFormatException where there is none
     */
    static <E extends Enum<E>> E at(Class<E> type, long place) {
        E[] values = type.getEnumConstants();
        if (place < 0 || place >= values.length) {
            throw new RecordFormatException(type.getSimpleName() + " " + place + ": no such place");
        }
        return values[(int) place];
    }
}
