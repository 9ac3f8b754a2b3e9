/**
 * SM2, SM3 and SM4 (商用密码) behind one port: values that check themselves, signing, verifying, key wrap and authenticated encryption.
 *
 * <p>Everything that draws on randomness or holds a private key goes through {@link io.shuheng.crypto.CryptoProvider},
 * {@link io.shuheng.crypto.Signer} or {@link io.shuheng.crypto.Decryptor}, so that an HSM (密码机) can take their place. Pure
 * functions of their input (SM3, HMAC-SM3, signature verification) are plain classes.
 *
 * <p>Not allowed here: files, threads, clocks, and registering a JCA provider.
 */
@NullMarked
package io.shuheng.crypto;

import org.jspecify.annotations.NullMarked;
