package io.shuheng.examples.exchangeday.catalogue;

/**
 * How many licences there are.
 *
 * @param kind LIMITED, UNLIMITED or EXCLUSIVE
 * @param lots how many; 0 where UNLIMITED, 1 where EXCLUSIVE
 */
public record Supply(String kind, long lots) {}
