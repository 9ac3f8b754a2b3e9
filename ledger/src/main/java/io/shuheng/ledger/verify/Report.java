package io.shuheng.ledger.verify;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.BegunEpochs;
import io.shuheng.ledger.stamp.StampFinding;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a verification has found. Immutable.
 *
 * @param verdict what it ends in
 * @param fault the first fault, null where none was found
 * @param level how deep it looked
 * @param hasher what computed SM3, see {@link io.shuheng.crypto.Sm3Batch#name}
 * @param ledgerId the ledger, all zeros where its first record could not be read
 * @param operatorName operator's name by genesis, Chinese and English; empty likewise
 * @param operatorKeys the operator's keys in the order in which they were in force; empty likewise
 * @param files what was read
 * @param anchors checkpoints beside the records
 * @param commands who stands behind the commands; zeros below SIGNATURES
 * @param seals of contracts; zeros below SIGNATURES
 * @param revocations revocation lists on record; zeros below SIGNATURES
 * @param times what time stamps over checkpoints show, smallest first; none where no authority was trusted for them
 * @param trust what was trusted, with fingerprints
 * @param limits what could not be seen or was not looked at
 */
public record Report(
        Verdict verdict,
        @Nullable Finding fault,
        VerificationLevel level,
        String hasher,
        Sm3Hash ledgerId,
        List<String> operatorName,
        List<OperatorKey> operatorKeys,
        Files files,
        Anchors anchors,
        Commands commands,
        Seals seals,
        Revocations revocations,
        List<StampFinding> times,
        List<TrustUsed> trust,
        List<Limit> limits) {

    /**
     * A key of the operator.
     *
     * @param number its number in the ledger
     * @param fromRecords least number of records over which it signs checkpoints; 0 for the key of genesis
     * @param timeNs of the record that put it in force, nanoseconds since 1970
     * @param subject of its certificate
     * @param sm3 SM3 fingerprint of its DER
     * @param trusted whether this certificate itself leads to one that was given as trusted
     * @param checkpoints checkpoint marks signed with it
     * @param signedExpired checkpoints and commands signed with it at a time at which its certificate did not hold; commands
     *     are not looked at below SIGNATURES
     * @param checkpointsInDoubt of the checkpoints: the key was revoked later, from a date before them; 0 below SIGNATURES. Of a
     *     key with more than 65 536 checkpoints it may count some too many, one in 32 768 at most
     * @param revokedFromNs from when on it was revoked later, nanoseconds since 1970; empty where it was not, and below SIGNATURES
     * @param inDoubt whether it was put in force by a key that was in doubt by then, and no certificate of its own, or of one
     *     between, is trusted
     */
    public record OperatorKey(
            int number,
            long fromRecords,
            long timeNs,
            String subject,
            Sm3Hash sm3,
            boolean trusted,
            long checkpoints,
            long signedExpired,
            long checkpointsInDoubt,
            OptionalLong revokedFromNs,
            boolean inDoubt) {}

    /**
     * What was read.
     *
     * @param records number of records
     * @param root root of the tree over them
     * @param bytes bytes of records
     * @param checkpoints checkpoint marks whose size, root and signature fit
     * @param tail where and why reading ended before the last byte of an unfinished ledger, null where it did not
     * @param foreign what lies in the folder without being part of the ledger, at most 20 names
     * @param manifest SM3 of the MANIFEST of an export, whose lines were compared with the files; null where there is none
     * @param pruned what was taken out of the folder; null where nothing was
     */
    public record Files(
            long records,
            Sm3Hash root,
            long bytes,
            long checkpoints,
            @Nullable Finding tail,
            List<String> foreign,
            @Nullable Sm3Hash manifest,
            @Nullable Pruned pruned) {

        /** Takes a copy. */
        public Files {
            foreign = List.copyOf(foreign);
        }
    }

    /**
     * What was taken out of the folder by a pruning (清理).
     *
     * @param records so many, from the genesis on, were not seen but for some that are kept
     * @param kept number of records that are kept of these
     * @param stateRecords the state behind so many records was taken from its digest, and not replayed
     * @param digestSequence sequence at which that digest was asked for
     * @param stateSm3 the digest
     * @param underived seals and countersignatures of contracts from before, which were not recomputed
     */
    public record Pruned(
            long records, int kept, long stateRecords, long digestSequence, Sm3Hash stateSm3, long underived) {}

    /**
     * Checkpoints beside the records.
     *
     * @param read checkpoint files that were read, side files of the ledger included
     * @param met checkpoints from outside the folder that fit
     * @param records records that the largest of these covers, -1 where there is none
     * @param quorum what trusted witnesses have cosigned together
     * @param witnesses what each trusted witness has cosigned
     * @param losses signed records that are gone, as officers of the operator have declared
     * @param epochs that began with the promotion of a standby, in order
     */
    public record Anchors(
            int read,
            int met,
            long records,
            Quorum quorum,
            List<Witness> witnesses,
            List<Loss> losses,
            List<BegunEpochs.Epoch> epochs) {

        /** Takes copies. */
        public Anchors {
            witnesses = List.copyOf(witnesses);
            losses = List.copyOf(losses);
            epochs = List.copyOf(epochs);
        }

        /** Records that the largest checkpoint covers which somebody outside the folder vouches for, -1 where there is none. */
        public long anchoredRecords() {
            return Math.max(records, quorum.records());
        }
    }

    /**
     * What trusted witnesses have cosigned together.
     *
     * @param needed witnesses that make a checkpoint an anchor, 0 where none was asked for
     * @param counted witnesses that count: each key once, none from the ledger's folder
     * @param records records that the largest checkpoint covers which so many have cosigned, -1 where there is none
     * @param timeSeconds when the last of them cosigned it, by the witnesses' clocks, seconds since 1970; 0 likewise
     */
    public record Quorum(int needed, int counted, long records, long timeSeconds) {}

    /**
     * What a trusted witness has cosigned.
     *
     * @param subject subject of its certificate
     * @param sm3 SM3 fingerprint of its DER
     * @param checkpoints checkpoints that fit the records and carry its signature
     * @param records records that the largest of them covers, -1 where there is none
     * @param timeSeconds when it cosigned that one, by its own clock, seconds since 1970; 0 likewise
     */
    public record Witness(String subject, Sm3Hash sm3, int checkpoints, long records, long timeSeconds) {}

    /**
     * Signed records that two officers have declared to be gone.
     *
     * @param foundRecords records that the files held; also the sequence of the declaration
     * @param foundRoot of the tree over them
     * @param expectedRecords records that a signed checkpoint had covered
     * @param expectedRoot of that checkpoint
     */
    public record Loss(long foundRecords, Sm3Hash foundRoot, long expectedRecords, Sm3Hash expectedRoot) {

        @Override
        public String toString() {
            return foundRecords + " " + foundRoot.hex() + " / " + expectedRecords + " " + expectedRoot.hex();
        }
    }

    /**
     * Who stands behind the commands.
     *
     * @param byAuthentication commands by the way their sender is known
     * @param attestedStated of those that are ATTESTED: a signed statement of their sender covers them
     * @param assertedStated of those that are ASSERTED: likewise
     * @param signedInDoubt of those that are SIGNED: their key was revoked later, from a date before them
     */
    public record Commands(
            Map<AuthenticationKind, Long> byAuthentication,
            long attestedStated,
            long assertedStated,
            long signedInDoubt) {

        /** Where none was looked at. */
        static final Commands NONE = new Commands(Map.of(), 0, 0, 0);

        /** Takes a copy. */
        public Commands {
            byAuthentication = Map.copyOf(byAuthentication);
        }

        /** Commands whose sender is known in this way. */
        public long count(AuthenticationKind kind) {
            return byAuthentication.getOrDefault(kind, 0L);
        }

        /** Commands of sessions of this kind that no signed statement covers. */
        public long unstated(AuthenticationKind kind) {
            return count(kind) - (kind == AuthenticationKind.ASSERTED ? assertedStated : attestedStated);
        }
    }

    /**
     * Seals of contracts (封签) that the exchange took.
     *
     * @param batches number of seals, each signed by the operator
     * @param contracts contracts in them
     * @param underived seals and countersignatures whose contracts were not recomputed, for want of a template or renderer
     * @param unsealed contracts that were formed and not sealed yet
     * @param countersigned negotiated contracts, each countersigned by the operator (副署)
     * @param amendments amendments of contracts, each signed by both sides and countersigned by the operator (变更协议)
     */
    public record Seals(
            long batches, long contracts, long underived, long unsealed, long countersigned, long amendments) {

        /** Where none was looked at. */
        static final Seals NONE = new Seals(0, 0, 0, 0, 0, 0);
    }

    /**
     * Revocation lists (吊销列表快照) and answers of responders (在线证书状态) on record.
     *
     * @param recorded commands that put a list on record
     * @param compared of those: the list was in the evidence given, is signed by its authority, and says what they say
     * @param statuses commands that put a responder's answer on record, each compared with what it says
     */
    public record Revocations(long recorded, long compared, long statuses) {

        /** Where none was looked at. */
        static final Revocations NONE = new Revocations(0, 0, 0);
    }

    /**
     * A trust anchor that was used.
     *
     * @param role for whom it speaks
     * @param subject subject of its certificate
     * @param sm3 SM3 fingerprint of its DER
     * @param origin where it came from
     */
    public record TrustUsed(Role role, String subject, Sm3Hash sm3, Origin origin) {}

    /** For whom a trust anchor speaks. */
    public enum Role {
        /** The operator. */
        OPERATOR,
        /** Members and officers. */
        MEMBERS,
        /** A witness of checkpoints. */
        WITNESS,
        /** An authority for time stamps over checkpoints. */
        TIME
    }

    /** Where a trust anchor came from. */
    public enum Origin {
        /** Given by the caller. */
        GIVEN,
        /** Given by the caller as a fingerprint, which the certificate in the ledger has. */
        FINGERPRINT,
        /** Given by the caller, but from a file in or beside the ledger's folder, or beside the proof file: no proof. */
        BESIDE_LEDGER,
        /** Taken from the ledger itself. */
        GENESIS
    }

    /** Something a reader must know before relying on the verdict; the names are stable. */
    public enum Limit {
        /** The state at the cut was taken from its digest; records before it were taken out and not seen. */
        RECORDS_PRUNED,
        /** No checkpoint from outside the folder: a cut tail or an older copy cannot be told. */
        UNANCHORED,
        /** Records behind the largest anchor rest on the operator's own later checkpoint. */
        TAIL_BEYOND_ANCHOR,
        /** Of cycle files: records behind the last checkpoint, of the files or from elsewhere, are nobody's word. */
        TAIL_UNSIGNED,
        /** The ledger has no record. */
        EMPTY,
        /** The ledger was not closed: it is in use, or its writer ended without closing it. */
        UNFINISHED,
        /** Bytes behind the last complete group were never acknowledged and are not looked at. */
        UNFINISHED_TAIL,
        /** The rules version of the ledger is not known to this verifier. */
        NEEDS_RULES,
        /** No operator certificate was given: whose ledger it is rests on the ledger's own word. */
        OPERATOR_NOT_TRUSTED,
        /** The operator's last key rests on the signature of the one before it: no trusted certificate leads to its own. */
        OPERATOR_KEY_BY_PREDECESSOR,
        /** Of cycle files: which of the operator's keys was in force where they begin is the word of who gave its certificate. */
        OPERATOR_KEY_AS_GIVEN,
        /** Of cycle files: the proof of the operator's keys ends before they begin; that none was changed between is assumed. */
        OPERATOR_KEY_ASSUMED,
        /** Something was signed with a key of the operator whose certificate did not hold at that time. */
        OPERATOR_CERTIFICATE_EXPIRED,
        /** Some checkpoints were signed with a key of the operator that was revoked later, from a date before them. */
        CHECKPOINTS_IN_DOUBT,
        /** A key of the operator was put in force with one that was in doubt by then, and nothing else vouches for it. */
        SUCCESSION_IN_DOUBT,
        /** A trust anchor came from a file beside the ledger: compare its fingerprint on another way. */
        TRUST_BESIDE_LEDGER,
        /** No authority was given for members: their identities rest on those that the operator's genesis names. */
        MEMBERS_BY_GENESIS,
        /** Member identities rest on the operator's own authority. */
        MEMBERS_BY_OPERATOR,
        /** Member identities rest on an authority for demonstrations. */
        MEMBERS_BY_DEMONSTRATION,
        /** Records that had been signed for are gone; two officers of the operator have declared it, see the anchors. */
        DATA_LOSS_DECLARED,
        /** The anchor is a quorum of witnesses alone: the ledger may be a copy as old as their cosignatures. */
        ANCHORED_BY_WITNESSES,
        /** The quorum is no majority of the witnesses: as many others may have been shown another history. */
        WITNESS_QUORUM_MINORITY,
        /** A standby was promoted, see the epochs: what the old primary had written behind that place is not here. */
        STANDBY_PROMOTED,
        /** A trusted witness has cosigned no checkpoint that was read. */
        WITNESS_NOT_SEEN,
        /** Some commands are known by their session alone: no signed statement that covers them was seen. */
        ATTESTED_COMMANDS,
        /** Some commands rest on the word of the platform alone. */
        ASSERTED_COMMANDS,
        /** The key of some signed commands was revoked later, from a date before them. */
        SIGNED_IN_DOUBT,
        /** Roots of some seals were not recomputed: their contracts' template or renderer does not come with the verifier. */
        NEEDS_TEMPLATE,
        /** Signatures, certificates and seals were not looked at. */
        SIGNATURES_NOT_CHECKED,
        /** Records were not recomputed from commands. */
        NOT_REPLAYED,
        /** Files lie in the folder that are no part of the ledger; they were not looked at. */
        FOREIGN_FILES,
        /** No revocation list is on record: whether an authority has revoked a certificate is not looked at. */
        NO_REVOCATION_LISTS,
        /** Some recorded revocation lists were not in the evidence given: what they say is the officer's word. */
        REVOCATION_LISTS_NOT_SEEN,
        /** Of cycle files: what came before them is there by its root alone. */
        RECORDS_BEFORE_NOT_SEEN,
        /** Of cycle files: what came behind them is not in them, nor whether it did. */
        RECORDS_BEHIND_NOT_SEEN,
        /** Of cycle files: what the opening of a segment says of earlier files was compared with nothing. */
        EARLIER_FILES_NOT_SEEN,
        /** Of cycle files: a checkpoint that was given is of another size than any in them, and says nothing of them. */
        ANCHOR_ELSEWHERE,
        /** Orders withheld before they were sequenced leave no trace in files. */
        WITHHELD_COMMANDS,
        /** Times are the operator's clock. */
        OPERATOR_CLOCK,
        /** No time stamp by a trusted authority is over any of it: not even a latest time is known from outside. */
        NO_OUTSIDE_TIME,
        /** Time stamps give records a latest time and no earliest; records behind the last stamp have neither. */
        OUTSIDE_TIME_LATEST_ONLY,
        /** A time stamp is older than the records it covers say of themselves: the operator's clock ran ahead. */
        CLOCK_AHEAD,
        /** Some time stamp that was looked at shows no time; the report says why. */
        TIME_STAMP_REFUSED,
        /** Of a proof file: what came behind its checkpoint, and whether others were shown another history, is not in it. */
        LATER_HISTORY,
        /**
         * Of a contract file: that the contract has not ended, or was not amended again behind the amendments in the file, is not
         * in it.
         */
        CONTRACT_END_NOT_SHOWN,
        /** Of a proof file: the other side's order is there by its leaf hash alone. */
        OTHER_SIDE_BY_HASH,
        /** Of a proof file: whether a key was in force, or was revoked later, is not in it. */
        KEYS_NOT_FOLLOWED,
        /** Of an inclusion receipt: who signed the record is not looked at. */
        RECEIPT_ALONE,
        /** Of a proof file: that a key number belongs to a certificate is the file's word, its registration is not opened. */
        KEY_BY_FILE
    }

    /**
     * Before when a record existed, by the time stamps: nanoseconds since 1970. Empty where the operator's clock alone says so.
     *
     * @param sequence of the record
     */
    public OptionalLong latestNs(long sequence) {
        return times.stream()
                .filter(StampFinding.OutsideTime.class::isInstance)
                .map(StampFinding.OutsideTime.class::cast)
                .filter(time -> time.records() > sequence)
                .mapToLong(StampFinding.OutsideTime::latestNs)
                .min();
    }

    /** Takes copies. */
    public Report {
        operatorName = List.copyOf(operatorName);
        times = List.copyOf(times);
        operatorKeys = List.copyOf(operatorKeys);
        trust = List.copyOf(trust);
        limits = List.copyOf(limits);
    }
}
