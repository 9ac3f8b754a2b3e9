/**
 * Registration (登记): the register of data products, an append-only list of entries with their numbers, certificates
 * and kinds. State and rules only; nothing here knows of listings beyond their numbers.
 */
@NullMarked
package io.shuheng.core.registration;

import org.jspecify.annotations.NullMarked;
