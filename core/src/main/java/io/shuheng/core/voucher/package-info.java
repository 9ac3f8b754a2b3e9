/** Vouchers (凭证): what each side of a settled trade puts into its books. */
@NullMarked
package io.shuheng.core.voucher;

import org.jspecify.annotations.NullMarked;
