/**
 * Signed documents and time stamps: CMS SignedData (RFC 5652; 签名数据类型 of GB/T 35275) with SM2 and SM3, attached or detached, with
 * several signers, countersignatures and time stamps over signatures; and time stamps (时间戳, RFC 3161) of an authority's that need
 * not be ours.
 *
 * <p>Bytes come from outside: a walk that checks every length comes first, what is signed has one form, and what was hashed are the
 * bytes as they were read. A check answers with a value that says why; it throws for a caller's mistake only. No clock, no files, no
 * network: whoever asks names the time and carries the bytes.
 */
@NullMarked
package io.shuheng.crypto.document;

import org.jspecify.annotations.NullMarked;
