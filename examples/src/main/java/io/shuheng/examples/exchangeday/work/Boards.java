package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.trading.SettlementModel;
import io.shuheng.examples.exchangeday.catalogue.BoardKind;
import io.shuheng.examples.exchangeday.catalogue.Product;
import java.util.Map;

/**
 * Where is traded. Immutable.
 *
 * @param numbers number of each board
 */
public record Boards(Map<BoardKind, Long> numbers) {

    /** Copies the map. */
    public Boards {
        numbers = Map.copyOf(numbers);
    }

    /** Number of a board. */
    public long number(BoardKind kind) {
        Long number = numbers.get(kind);
        if (number == null) {
            throw new IllegalArgumentException("board " + kind + ": not open");
        }
        return number;
    }

    /** The board that a product is meant for. */
    public long boardFor(Product product) {
        return number(product.board());
    }

    /** How trades on a board are settled. */
    public static SettlementModel settlement(BoardKind kind) {
        return kind == BoardKind.NETTING ? SettlementModel.NETTING : SettlementModel.GROSS;
    }
}
