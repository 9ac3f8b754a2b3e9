package io.shuheng.examples.exchangeday.catalogue;

import java.util.List;

/**
 * Where a data set comes from.
 *
 * @param collection the collection, with its version, that the file was taken from unchanged
 * @param origins who published the data first, at least one
 */
public record Source(String collection, List<Origin> origins) {

    /** Copies the list. */
    public Source {
        origins = List.copyOf(origins);
    }

    /**
     * One publisher.
     *
     * @param name the publisher and its publication
     * @param address where it stands; empty where none is known
     */
    public record Origin(String name, String address) {}
}
