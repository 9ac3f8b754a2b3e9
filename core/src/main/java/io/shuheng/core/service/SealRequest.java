package io.shuheng.core.service;

/**
 * A request of the engine to seal contracts that has no answer yet.
 *
 * @param firstTrade first contract to seal
 * @param lastTrade last contract to seal
 * @param timeNs sequenced time of the request
 */
record SealRequest(long firstTrade, long lastTrade, long timeNs) {}
