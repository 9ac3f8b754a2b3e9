package io.shuheng.core.engine;

/** A kind of work that is too much for one command and goes on in steps (分步处理), between which others are sequenced. */
interface SteppedWork {

    /** Whether any of it waits for a step that it may take at this time. */
    boolean isPending(long timeNs);

    /** Takes one bounded step. */
    void step(Turn turn);
}
