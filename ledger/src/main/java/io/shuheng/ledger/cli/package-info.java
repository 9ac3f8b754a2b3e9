/** The command line of the verifier: options in, a report in words or JSON out, an exit code. No rule lives here. */
@NullMarked
package io.shuheng.ledger.cli;

import org.jspecify.annotations.NullMarked;
