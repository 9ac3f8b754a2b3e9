package io.shuheng.core.engine;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import org.apache.avro.generic.GenericEnumSymbol;

/** Rules that fields of many commands share; each refusal names the field and, where it is a number, the value. */
final class Fields {

    private Fields() {}

    /** Requires a length in UTF-16 units within bounds, and no control characters. */
    static void requireText(String field, String value, int minLength, int maxLength) {
        if (value.length() < minLength || value.length() > maxLength) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, field, value.length());
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, field, value.length());
        }
    }

    /** Requires a number within bounds, both included. */
    static void requireRange(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, field, value);
        }
    }

    /** Requires a hash that is not all zeros. */
    static Sm3Hash requireHash(String field, Hash32 value) {
        Sm3Hash hash = hash(value);
        if (hash.equals(Sm3Hash.ZERO)) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, field, 0);
        }
        return hash;
    }

    static Sm3Hash hash(Hash32 value) {
        return Sm3Hash.of(value.bytes());
    }

    /** The place of a symbol in its schema's enum, from 0, which is also how the command's bytes say it. */
    static int place(GenericEnumSymbol<?> symbol) {
        return symbol.getSchema().getEnumOrdinal(symbol.toString());
    }

    /** SM3 of the remaining bytes, which stay as they are. */
    static Sm3Hash sm3(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Sm3Hash.of(Sm3.hash(copy));
    }
}
