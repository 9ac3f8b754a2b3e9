package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.examples.exchangeday.stage.Party;

/**
 * The operator's officers, each named by office and staff number.
 *
 * @param registrar takes in and reviews
 * @param secondRegistrar reviews again and approves: four eyes
 */
public record Officers(Party registrar, Party secondRegistrar) {}
