package io.shuheng.core.architecture.broken.record;

import io.shuheng.core.architecture.broken.trading.PricesInDoubles;

/** Breaks: a record that knows who reads it. */
public record KnowsACapability(PricesInDoubles price) {}
