package io.shuheng.ledger.cli;

import java.util.List;
import java.util.function.Function;

/**
 * One JSON object on one line, fields in the order they are given. A number that a reader with floating-point numbers
 * would lose digits of is written as text. For one thread.
 */
final class JsonObject {

    /** 2^53 - 1: the largest whole number that every reader of JSON keeps. */
    private static final long MAX_SAFE = (1L << 53) - 1;

    private final StringBuilder json = new StringBuilder(256).append('{');

    JsonObject number(String key, long value) {
        return raw(key, number(value));
    }

    JsonObject text(String key, String value) {
        return raw(key, JsonFields.quoted(value));
    }

    JsonObject flag(String key, boolean value) {
        return raw(key, String.valueOf(value));
    }

    <T> JsonObject list(String key, List<T> values, Function<T, String> form) {
        StringBuilder array = new StringBuilder("[");
        for (T value : values) {
            array.append(array.length() > 1 ? "," : "").append(form.apply(value));
        }
        return raw(key, array.append(']').toString());
    }

    /** A field whose value is JSON already. */
    JsonObject raw(String key, String value) {
        if (json.length() > 1) {
            json.append(',');
        }
        json.append(JsonFields.quoted(key)).append(':').append(value);
        return this;
    }

    String end() {
        return json.append('}').toString();
    }

    static String number(long value) {
        return value >= -MAX_SAFE && value <= MAX_SAFE ? Long.toString(value) : "\"" + value + "\"";
    }
}
