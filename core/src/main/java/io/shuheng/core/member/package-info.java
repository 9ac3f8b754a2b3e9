/**
 * The member's side: what a member's own program needs to act on an exchange without handing its key to anybody. Builds
 * a command, gives the bytes to sign, takes a signature from wherever the key lives, and checks what comes back.
 */
@NullMarked
package io.shuheng.core.member;

import org.jspecify.annotations.NullMarked;
