package io.shuheng.examples.exchangeday.catalogue;

/**
 * Under which licence the data set may be copied into this project.
 *
 * @param id short and stable
 * @param name in full
 * @param address where its text stands
 */
public record Licence(String id, String name, String address) {}
