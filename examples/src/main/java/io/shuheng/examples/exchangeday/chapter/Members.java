package io.shuheng.examples.exchangeday.chapter;

/**
 * The members of the day.
 *
 * @param provider sells data
 * @param consumer buys data
 * @param assessor gives opinions on compliance
 * @param custodian keeps members' money
 */
public record Members(Member provider, Member consumer, Member assessor, Member custodian) {}
