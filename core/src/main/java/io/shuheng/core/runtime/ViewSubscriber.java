package io.shuheng.core.runtime;

import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.view.ReadModel;
import java.util.function.Consumer;

/** Feeds an exchange's read model, from when it is first asked for. Thread-safe. */
final class ViewSubscriber implements LedgerSubscriber {

    private final ReadModel model;
    private boolean subscribed;

    ViewSubscriber(RecordCatalogue catalogue) {
        this.model = new ReadModel(catalogue);
    }

    /** The model; the first call subscribes it. */
    synchronized ReadModel model(Consumer<LedgerSubscriber> subscribe) {
        if (!subscribed) {
            subscribe.accept(this);
            subscribed = true;
        }
        return model;
    }

    @Override
    public void onRecord(byte[] bytes, int offset, int length) {
        model.accept(bytes, offset, length);
    }

    @Override
    public void onEnd() {
        model.end();
    }
}
