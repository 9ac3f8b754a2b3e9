/**
 * What people and machines that watch an exchange are told: how it is, what it counts and measures, and events for the
 * Java Flight Recorder. Nothing here is asked for a result, and nothing that decides one may know this package.
 */
@NullMarked
package io.shuheng.core.monitor;

import org.jspecify.annotations.NullMarked;
