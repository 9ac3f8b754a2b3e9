package io.shuheng.examples.exchangeday.stage;

/**
 * What every command of a party carries.
 *
 * @param clientId the party's own number of the command: the same number and bytes again get the first answer again
 * @param notAfterNs when the command lapses if it was not sequenced before, nanoseconds since 1970
 */
public record Ids(long clientId, long notAfterNs) {}
