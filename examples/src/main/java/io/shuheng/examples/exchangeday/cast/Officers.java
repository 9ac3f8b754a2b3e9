package io.shuheng.examples.exchangeday.cast;

import io.shuheng.examples.exchangeday.stage.Party;

/**
 * The operator's officers, each named by office and staff number.
 *
 * @param registrar takes in and reviews
 * @param secondRegistrar reviews again and approves: four eyes
 * @param market proposes what concerns a board
 * @param secondMarket endorses it
 * @param arbitration proposes who decides a dispute
 * @param secondArbitration endorses it
 * @param compliance proposes what an authority has ordered
 * @param secondCompliance endorses it
 */
public record Officers(
        Party registrar,
        Party secondRegistrar,
        Party market,
        Party secondMarket,
        Party arbitration,
        Party secondArbitration,
        Party compliance,
        Party secondCompliance) {}
