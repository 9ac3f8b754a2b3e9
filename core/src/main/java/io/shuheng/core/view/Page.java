package io.shuheng.core.view;

import java.util.List;
import java.util.Optional;

/**
 * A part of a longer answer. Immutable. A page may hold fewer items than were asked for, even none, while more follow:
 * what the caller may not see is passed over, and only so much of it is looked at for one page.
 *
 * @param <T> an item
 * @param sequence sequence of the last record that the page takes into account; -1 before the first
 * @param items in the order that was asked for
 * @param next where the next page begins; empty where nothing follows now
 */
public record Page<T>(long sequence, List<T> items, Optional<PageToken> next) {

    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }
}
