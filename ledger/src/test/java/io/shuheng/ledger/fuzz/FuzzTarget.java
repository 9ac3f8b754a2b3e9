package io.shuheng.ledger.fuzz;

import java.util.List;

/**
 * Something that reads bytes from outside, for a fuzzer: it ends with a value or with an exception of its own, whatever the bytes.
 * Implementations have a constructor without arguments, which makes what all inputs share.
 */
public interface FuzzTarget {

    /** Genuine bytes, from which the fuzzer begins. */
    List<byte[]> seeds() throws Exception;

    /** Reads one input; anything that is thrown is a finding. */
    void read(byte[] input) throws Exception;

    /** A new one, by the name of its class. */
    static FuzzTarget named(String className) {
        try {
            return Class.forName(className)
                    .asSubclass(FuzzTarget.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(className, e);
        }
    }
}
