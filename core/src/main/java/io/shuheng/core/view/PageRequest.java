package io.shuheng.core.view;

import java.util.Optional;

/**
 * Which part of a longer answer is asked for. Immutable.
 *
 * @param limit most items of the page, 1..1000
 * @param order in which they come
 * @param after where the page before ended; empty for the first page
 */
public record PageRequest(int limit, PageOrder order, Optional<PageToken> after) {

    /** Most items of one page. */
    public static final int MAX_LIMIT = 1000;

    /** Checks the limit. */
    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("page.limit " + limit + ": not in 1.." + MAX_LIMIT);
        }
    }

    /** The first page from the oldest item on. */
    public static PageRequest oldest(int limit) {
        return new PageRequest(limit, PageOrder.OLDEST_FIRST, Optional.empty());
    }

    /** The first page from the newest item back. */
    public static PageRequest newest(int limit) {
        return new PageRequest(limit, PageOrder.NEWEST_FIRST, Optional.empty());
    }

    /** The page behind one that ended there. */
    public PageRequest after(PageToken token) {
        return new PageRequest(limit, order, Optional.of(token));
    }
}
