package io.shuheng.core.runtime;

import io.shuheng.core.view.ReadModel;

/** Feeds an exchange's read model. */
final class ViewSubscriber implements LedgerSubscriber {

    private final ReadModel model;

    ViewSubscriber(ReadModel model) {
        this.model = model;
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
