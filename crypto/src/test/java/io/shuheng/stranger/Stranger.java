package io.shuheng.stranger;

/** Stands in for a class of another module. */
public final class Stranger {
    private Stranger() {}
}
