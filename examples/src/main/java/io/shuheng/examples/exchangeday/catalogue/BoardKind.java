package io.shuheng.examples.exchangeday.catalogue;

/** The boards (交易板块) of the day. */
public enum BoardKind {
    /** Licences at a fixed price, settled trade by trade. */
    FIXED_PRICE,
    /** Free data; nothing is charged. */
    OPEN_DATA,
    /** Licences at a fixed price, settled as one net per member and cycle. */
    NETTING,
    /** Licences in a book of bids and offers; takes an authority's approval. */
    CONTINUOUS
}
