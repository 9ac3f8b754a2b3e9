/**
 * The verifier: reads a ledger's files and says whether everything in them holds, without the operator, without a
 * network and without Chronicle. A library first; the command line is a thin shell around it. It never writes to the
 * folder it reads.
 */
@NullMarked
package io.shuheng.ledger.verify;

import org.jspecify.annotations.NullMarked;
