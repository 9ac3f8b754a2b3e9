/**
 * The member's side: what a member's own program needs to act on an exchange without handing its key to anybody. Builds
 * a command, gives the bytes to sign, takes a signature from wherever the key lives, and checks what comes back.
 *
 * <p>In the order of a day: a {@link io.shuheng.core.member.CommandDesk} makes a {@link io.shuheng.core.member.Draft} of a
 * command, and the signed draft is what {@code Exchange.submit} takes; {@link io.shuheng.core.member.OutcomeCheck} holds the
 * outcome against the record it names. An applicant learns its number from {@code ReadModel.participants().numberOf}, finds
 * products in {@code ReadModel.catalogue()} and what may be ordered of them in {@code ReadModel.market()}; the price and its
 * version for an order are those of the instrument's offer. {@link io.shuheng.core.member.MemberSession} sends orders in a
 * session; {@link io.shuheng.core.member.BidOpening} commits to a sealed bid and reveals it. {@link io.shuheng.core.member.ContractReader} and {@link io.shuheng.core.member.AgreementReader} are shown the
 * records of a subscription and compute contracts; {@link io.shuheng.core.member.ContractEnvelope} seals and opens what is
 * delivered; {@link io.shuheng.core.member.BillCheck} computes what is paid. Each check answers a
 * {@link io.shuheng.core.member.Check}.
 *
 * <p>Commands are generated classes: make each with its {@code newBuilder()}. Where one must be changed afterwards, decode
 * its bytes again ({@link io.shuheng.core.record.AvroBytes}); a builder made from another command copies by Avro's own way,
 * which refuses enums of packages that the process was not told to trust.
 */
@NullMarked
package io.shuheng.core.member;

import org.jspecify.annotations.NullMarked;
