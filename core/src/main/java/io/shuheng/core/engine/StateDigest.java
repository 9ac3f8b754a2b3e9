package io.shuheng.core.engine;

import io.shuheng.crypto.Sm3Hash;

/**
 * The digest of a state that was asked for. Immutable.
 *
 * @param sequence of the command whose record asks for it
 * @param sm3 SM3 of the state's bytes behind the command's group
 */
public record StateDigest(long sequence, Sm3Hash sm3) {}
