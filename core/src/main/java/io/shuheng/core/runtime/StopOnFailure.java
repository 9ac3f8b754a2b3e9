package io.shuheng.core.runtime;

import com.lmax.disruptor.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A failure of ours: no answer after it can be trusted, so there is none. */
final class StopOnFailure implements ExceptionHandler<CommandSlot> {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final ExchangeHealth health;

    StopOnFailure(ExchangeHealth health) {
        this.health = health;
    }

    @Override
    public void handleEventException(Throwable e, long sequence, CommandSlot slot) {
        LOG.error("the exchange stops answering", e);
        health.poison(e.toString());
    }

    @Override
    public void handleOnStartException(Throwable e) {
        health.poison(e.toString());
    }

    @Override
    public void handleOnShutdownException(Throwable e) {
        LOG.warn("while stopping", e);
    }
}
