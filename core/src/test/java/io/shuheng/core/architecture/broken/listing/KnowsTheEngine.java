package io.shuheng.core.architecture.broken.listing;

import com.lmax.disruptor.RingBuffer;
import io.shuheng.core.architecture.broken.engine.KnowsTheRuntime;

/** Breaks: a capability that knows the engine and the ring. */
public record KnowsTheEngine(KnowsTheRuntime engine, RingBuffer<byte[]> ring) {}
