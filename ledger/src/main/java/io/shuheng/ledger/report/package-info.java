/**
 * The report: one page for people who would rather look, made of a verification and one more reading of the records. What it adds
 * up is bounded in memory whatever the records say. Decides nothing: the verdict is the verifier's.
 */
@NullMarked
package io.shuheng.ledger.report;

import org.jspecify.annotations.NullMarked;
