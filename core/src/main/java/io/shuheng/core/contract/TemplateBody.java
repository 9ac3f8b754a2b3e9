package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One language's text of a template: literals, and places for fields. Immutable, thread-safe. */
final class TemplateBody {

    /** A literal as UTF-8, then a field. */
    private record Piece(byte[] literal, ContractField field) {}

    private final List<Piece> pieces;
    private final byte[] tail;

    private TemplateBody(List<Piece> pieces, byte[] tail) {
        this.pieces = List.copyOf(pieces);
        this.tail = tail;
    }

    static TemplateBody parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw ContractTemplate.malformed("a brace is not closed");
            }
            pieces.add(new Piece(literal(text.substring(at, open)), field(text.substring(open + 1, close))));
            at = close + 1;
        }
        return new TemplateBody(pieces, literal(text.substring(at)));
    }

    /** Adds the text with the fields of a contract in their places. */
    void render(ContractTerms terms, ContractLanguage language, Utf8Text out) {
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            out.append(piece.literal);
            out.append(piece.field.text(terms, language));
        }
        out.append(tail);
    }

    private static ContractField field(String placeholder) {
        return ContractFields.field(placeholder)
                .orElseThrow(() -> new ContractException(
                        Code.UNKNOWN_PLACEHOLDER, "template: no field is called {" + placeholder + "}"));
    }

    private static byte[] literal(String text) {
        if (text.indexOf('}') >= 0) {
            throw ContractTemplate.malformed("a brace is closed that was not opened");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
