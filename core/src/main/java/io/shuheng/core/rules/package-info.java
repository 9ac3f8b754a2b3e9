/**
 * The rules versions: which record kinds a version has, with their numbers. A released version is never edited; a
 * change of anything that can alter a result is a new one. The engine chooses by what the ledger says, not by the jar.
 */
@NullMarked
package io.shuheng.core.rules;

import org.jspecify.annotations.NullMarked;
