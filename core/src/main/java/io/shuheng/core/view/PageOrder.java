package io.shuheng.core.view;

/** In which order the items of a page come; items are in the order in which the ledger brought them. */
public enum PageOrder {
    /** From the first one on. */
    OLDEST_FIRST,
    /** From the last one back. */
    NEWEST_FIRST
}
