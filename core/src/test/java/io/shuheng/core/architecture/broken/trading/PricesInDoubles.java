package io.shuheng.core.architecture.broken.trading;

import java.util.concurrent.Executor;

/** Breaks: money as floating point, and work given to another thread. */
public record PricesInDoubles(double yuan, Executor executor) {}
