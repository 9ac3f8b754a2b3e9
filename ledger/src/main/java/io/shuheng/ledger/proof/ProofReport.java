package io.shuheng.ledger.proof;

import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.contract.ContractSeal;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.PartyAuthentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.stamp.StampFinding;
import io.shuheng.ledger.verify.Report;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the check of a proof file has found. Immutable.
 *
 * @param verdict what it ends in
 * @param fault what is wrong, null where nothing is
 * @param missing what it lacks to be sure
 * @param limits what a file of this kind cannot show
 * @param fileSm3 SM3 of the whole file
 * @param shown what it proves; null where something is wrong, for then it proves nothing
 */
public record ProofReport(
        ProofVerdict verdict,
        @Nullable ProofFinding fault,
        List<Missing> missing,
        List<Report.Limit> limits,
        Sm3Hash fileSm3,
        @Nullable Shown shown) {

    /** What is missing to be sure; the names are stable. */
    public enum Missing {
        /** No operator certificate was given: whose ledger it is rests on the file's own word. */
        OPERATOR_TRUST,
        /** The ledger follows a rules version that this library lacks: records were not read. */
        RULES,
        /** The certificate of a key, or the terms of an instrument, that a signature needs is not in the file. */
        SIGNER,
        /** The contract is not sealed yet. */
        SEAL,
        /** The template is not in the file, or asks for a renderer that this library lacks: not derived again. */
        TEMPLATE,
        /** Nothing joins the checkpoint that was kept elsewhere to the one in the file. */
        ANCHOR
    }

    /**
     * What is proven.
     *
     * @param subject what the file is about
     * @param ledgerId the ledger
     * @param operatorName operator's name by genesis, Chinese and English
     * @param operatorKeys its keys up to the checkpoint, in order; the last has signed it
     * @param size records that the checkpoint covers
     * @param root of the tree over them
     * @param timeNs of the last of them, nanoseconds since 1970
     * @param anchorsMet checkpoints kept elsewhere that say the same
     * @param opened records in full
     * @param closed sequences of records that are there by their hashes
     * @param contract of a contract file, null otherwise
     * @param statuses what authorities' responders say of certificates of keys that signed, in order of their records
     * @param times what the time stamps given over the checkpoint show: of every record in the file, for each lies before it
     * @param trust what was trusted, with fingerprints
     */
    public record Shown(
            ProofSubject subject,
            Sm3Hash ledgerId,
            List<String> operatorName,
            List<OperatorKey> operatorKeys,
            long size,
            Sm3Hash root,
            long timeNs,
            int anchorsMet,
            List<Opened> opened,
            List<Long> closed,
            @Nullable ContractShown contract,
            List<StatusShown> statuses,
            List<StampFinding> times,
            List<Report.TrustUsed> trust) {

        /** Takes copies. */
        public Shown {
            operatorName = List.copyOf(operatorName);
            operatorKeys = List.copyOf(operatorKeys);
            opened = List.copyOf(opened);
            closed = List.copyOf(closed);
            statuses = List.copyOf(statuses);
            times = List.copyOf(times);
            trust = List.copyOf(trust);
        }
    }

    /**
     * A key of the operator.
     *
     * @param number its number in the ledger
     * @param fromRecords least number of records over which it signs checkpoints, 0 for that of genesis
     * @param timeNs of the record that put it in force, nanoseconds since 1970
     * @param path its certificate, then the authorities up to a trusted one, where it leads to one
     * @param trusted whether it does
     */
    public record OperatorKey(int number, long fromRecords, long timeNs, List<Certificate> path, boolean trusted) {

        /** Takes a copy. */
        public OperatorKey {
            path = List.copyOf(path);
        }

        /** Its own certificate. */
        public Certificate certificate() {
            return path.get(0);
        }
    }

    /**
     * A record that was opened.
     *
     * @param sequence its number
     * @param kind name of its schema
     * @param timeNs sequenced time, nanoseconds since 1970
     * @param authentication how a command's sender is known, empty for a result
     * @param signature the sender's, where it was verified; empty where there is none
     * @param statement of a command of a session: what signs for it, where that was verified
     */
    public record Opened(
            long sequence,
            String kind,
            long timeNs,
            Optional<AuthenticationKind> authentication,
            Optional<OpenedSignature> signature,
            Optional<OpenedStatement> statement) {

        /** The same, with a verified statement that covers it, or none. */
        Opened coveredBy(@Nullable OpenedStatement covering) {
            return new Opened(sequence, kind, timeNs, authentication, signature, Optional.ofNullable(covering));
        }
    }

    /**
     * What an authority's responder has signed of a certificate, as it was put on record (在线证书状态, OCSP).
     *
     * @param record sequence of the record that holds the response
     * @param key number of the certificate's key
     * @param certificate the certificate
     * @param revoked whether it was revoked when the answer was true
     * @param revokedFromNs since when, nanoseconds since 1970; 0 where it was not
     * @param thisUpdateNs when the answer was true, nanoseconds since 1970
     * @param nextUpdateNs until when it holds; 0 where newer was known at any time
     * @param authority the certificate's issuer, one of genesis
     */
    public record StatusShown(
            long record,
            int key,
            Certificate certificate,
            boolean revoked,
            long revokedFromNs,
            long thisUpdateNs,
            long nextUpdateNs,
            String authority) {}

    /**
     * One side of a contract.
     *
     * @param names legal names, Chinese and English
     * @param order sequence of the record by which it declared itself: its order, or its last word in a negotiation
     * @param authentication how its sender is known, by the contract
     * @param opened whether that record is opened, or there by its leaf hash alone
     * @param statement sequence of the statement that was verified and signs for it; empty where there is none
     */
    public record ContractSide(
            List<String> names,
            long order,
            PartyAuthentication authentication,
            boolean opened,
            OptionalLong statement) {

        /** Takes a copy. */
        public ContractSide {
            names = List.copyOf(names);
        }
    }

    /**
     * The contract of a contract file.
     *
     * @param number its number
     * @param sm3 of its canonical bytes
     * @param provider the provider
     * @param consumer the consumer
     * @param seal under which it stands, verified; empty where it is not sealed
     * @param countersignature of the exchange on a negotiated one, verified as both sides' signatures are; empty else
     * @param derived whether it was derived again from the opened records and the template
     * @param amendments of it that the file holds, in order, the first of them the contract's first
     * @param end how it ended; empty where the file does not show it
     */
    public record ContractShown(
            long number,
            Sm3Hash sm3,
            ContractSide provider,
            ContractSide consumer,
            Optional<ContractSeal> seal,
            Optional<Countersignature> countersignature,
            boolean derived,
            List<AmendmentShown> amendments,
            Optional<EndShown> end) {

        /** Takes a copy. */
        public ContractShown {
            amendments = List.copyOf(amendments);
        }
    }

    /**
     * An amendment of the contract (变更协议), derived again, signed by both sides and countersigned. The arrays are the
     * caller's not to change.
     *
     * @param number among the contract's amendments, from 1
     * @param proposal sequence of the proposal's record
     * @param acceptance sequence of the acceptance's record
     * @param record sequence of the record that holds it whole, countersigned
     * @param atNs when it took effect, nanoseconds since 1970
     * @param terminates whether the contract ended by it
     * @param canonicalBytes what both sides signed the SM3 of
     * @param textZh its Chinese text
     * @param textEn its English text
     * @param message what was countersigned
     * @param signature the operator's
     */
    public record AmendmentShown(
            int number,
            long proposal,
            long acceptance,
            long record,
            long atNs,
            boolean terminates,
            byte[] canonicalBytes,
            String textZh,
            String textEn,
            byte[] message,
            Sm2Signature signature) {}

    /**
     * The end of the contract (合同终止), as a record of its own tells it.
     *
     * @param cause by what it ended
     * @param state in which it is since
     * @param by number of the participant whose act ended it, or that ruled; 0 where no single one's did
     * @param record sequence of the ContractEnd
     * @param atNs when, nanoseconds since 1970
     * @param act sequence of the command that brought it about, where it is opened: always where it is somebody's act
     * @param grounds sequences of the opened records that the act rests on, in order
     */
    public record EndShown(
            ContractEndCause cause,
            ContractState state,
            long by,
            long record,
            long atNs,
            OptionalLong act,
            List<Long> grounds) {

        /** Takes a copy. */
        public EndShown {
            grounds = List.copyOf(grounds);
        }

        /** Whether the opened record at that place belongs to it. */
        boolean holds(long sequence) {
            return record == sequence || (act.isPresent() && act.getAsLong() == sequence) || grounds.contains(sequence);
        }
    }

    /**
     * The exchange's countersignature (副署). The array is the caller's not to change.
     *
     * @param negotiation number of the negotiation
     * @param record sequence of the record that holds the contract whole
     * @param message what was countersigned
     * @param signature the operator's
     */
    public record Countersignature(long negotiation, long record, byte[] message, Sm2Signature signature) {}

    /** Takes copies. */
    public ProofReport {
        missing = List.copyOf(missing);
        limits = List.copyOf(limits);
    }
}
