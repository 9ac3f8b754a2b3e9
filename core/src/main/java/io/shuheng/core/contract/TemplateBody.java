package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One language's text of a template: literals, and places for fields. Immutable, thread-safe.
 *
 * @param <T> the terms that give the fields
 */
final class TemplateBody<T> {

    /**
     * A field that a template names.
     *
     * @param <T> the terms that give it
     */
    @FunctionalInterface
    interface Field<T> {
        /**
         * How it reads, in characters fit for a contract.
         *
         * @throws ContractException VALUE_MISSING where the terms give it no value
         */
        String text(T terms, ContractLanguage language);
    }

    /** A literal as UTF-8, then a field. */
    private record Piece<T>(byte[] literal, Field<T> field) {}

    private final List<Piece<T>> pieces;
    private final byte[] tail;

    private TemplateBody(List<Piece<T>> pieces, byte[] tail) {
        this.pieces = List.copyOf(pieces);
        this.tail = tail;
    }

    /**
     * Reads a text.
     *
     * @param fields each by the name that stands in braces
     * @throws ContractException TEMPLATE_MALFORMED or UNKNOWN_PLACEHOLDER
     */
    static <T> TemplateBody<T> parse(String text, Function<String, Optional<? extends Field<T>>> fields) {
        List<Piece<T>> pieces = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw ContractTemplate.malformed("a brace is not closed");
            }
            pieces.add(new Piece<>(literal(text.substring(at, open)), field(text.substring(open + 1, close), fields)));
            at = close + 1;
        }
        return new TemplateBody<>(pieces, literal(text.substring(at)));
    }

    /** Adds the text with the fields in their places. */
    void render(T terms, ContractLanguage language, Utf8Text out) {
        for (int i = 0; i < pieces.size(); i++) {
            Piece<T> piece = pieces.get(i);
            out.append(piece.literal);
            out.append(piece.field.text(terms, language));
        }
        out.append(tail);
    }

    private static <T> Field<T> field(String placeholder, Function<String, Optional<? extends Field<T>>> fields) {
        Optional<? extends Field<T>> field = fields.apply(placeholder);
        return field.orElseThrow(() ->
                new ContractException(Code.UNKNOWN_PLACEHOLDER, "template: no field is called {" + placeholder + "}"));
    }

    private static byte[] literal(String text) {
        if (text.indexOf('}') >= 0) {
            throw ContractTemplate.malformed("a brace is closed that was not opened");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
