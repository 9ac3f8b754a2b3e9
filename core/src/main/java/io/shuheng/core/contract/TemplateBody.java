package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import java.util.ArrayList;
import java.util.List;

/** One language's text of a template: literals, and places for fields. Immutable, thread-safe. */
final class TemplateBody {

    /** A literal, then a field. */
    private record Piece(String literal, ContractField field) {}

    private final List<Piece> pieces;
    private final String tail;

    private TemplateBody(List<Piece> pieces, String tail) {
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

    /** The text with the fields of a contract in their places. */
    String render(ContractTerms terms, ContractLanguage language) {
        StringBuilder out = new StringBuilder(8192);
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            out.append(piece.literal).append(piece.field.text(terms, language));
        }
        return out.append(tail).toString();
    }

    private static ContractField field(String placeholder) {
        return ContractFields.field(placeholder)
                .orElseThrow(() -> new ContractException(
                        Code.UNKNOWN_PLACEHOLDER, "template: no field is called {" + placeholder + "}"));
    }

    private static String literal(String text) {
        if (text.indexOf('}') >= 0) {
            throw ContractTemplate.malformed("a brace is closed that was not opened");
        }
        return text;
    }
}
