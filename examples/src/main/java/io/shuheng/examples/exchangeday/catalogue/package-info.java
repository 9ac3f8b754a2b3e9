/**
 * The data sets on offer: what the catalogue file says of each, and what the file itself says. No command is built here.
 */
@NullMarked
package io.shuheng.examples.exchangeday.catalogue;

import org.jspecify.annotations.NullMarked;
