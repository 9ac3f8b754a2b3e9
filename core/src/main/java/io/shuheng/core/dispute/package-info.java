/**
 * Disputes (争议): who says what about a contract, who decides, and how it ended. Money, rights and licences follow a
 * ruling in the engine, where the capabilities meet.
 */
@NullMarked
package io.shuheng.core.dispute;

import org.jspecify.annotations.NullMarked;
