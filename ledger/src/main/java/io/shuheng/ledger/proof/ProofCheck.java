package io.shuheng.ledger.proof;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.merkle.ConsistencyProof;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.proof.ProofReport.Missing;
import io.shuheng.ledger.stamp.CheckpointStamp;
import io.shuheng.ledger.stamp.StampFinding;
import io.shuheng.ledger.verify.MemberCertificates;
import io.shuheng.ledger.verify.Report.Limit;
import io.shuheng.ledger.verify.Report.Origin;
import io.shuheng.ledger.verify.Report.TrustUsed;
import io.shuheng.ledger.verify.TrustAnchor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * The order matters: first whose ledger it is, then that the records are in it, and only then what they say. A file from
 * anywhere is thus refused before any of its records is interpreted, unless a trusted operator has signed it: any but the
 * genesis and the rotations, which say who that is.
 */
/** One check of one proof file. For one thread. */
final class ProofCheck {

    private final ProofSettings settings;
    private final ProofFile proof;
    private final ProvenOperator operator;
    private final LedgerIdentity identity;
    private final EnumSet<Missing> missing = EnumSet.noneOf(Missing.class);
    private final EnumSet<Limit> limits = EnumSet.of(
            Limit.LATER_HISTORY,
            Limit.KEYS_NOT_FOLLOWED,
            Limit.NO_REVOCATION_LISTS,
            Limit.NOT_REPLAYED,
            Limit.OPERATOR_CLOCK);

    ProofCheck(ProofSettings settings, ProofFile proof) throws InvalidProof {
        this.settings = settings;
        this.proof = proof;
        operator = ProvenOperator.of(settings, proof);
        identity = operator.identity();
    }

    ProofReport run(Sm3Hash fileSm3, @Nullable Path file) throws InvalidProof, IOException {
        requireOperator();
        operator.requireSigned(proof.checkpoint(), ProofRule.CHECKPOINT, "the checkpoint");
        requireInclusion();
        requireConsistency();
        int anchorsMet = anchorsMet();
        List<ProofReport.Opened> opened = List.of();
        ProofReport.ContractShown contract = null;
        List<ProofReport.StatusShown> statuses = List.of();
        Optional<RecordCatalogue> rules = proof.checkpoint().rulesVersion() == identity.rulesVersion()
                ? RulesVersions.catalogue(identity.rulesVersion())
                : Optional.empty();
        if (rules.isPresent()) {
            List<OpenedRecord> records = records(rules.get());
            if (proof.subject().kind() == ProofSubject.Kind.RECEIPT) {
                opened = receipt(records);
            } else {
                OpenedSignatures signatures = signatures(records);
                List<ProofReport.Opened> signed = signatures.check(missing);
                CheckedStatements statements = new StatementCheck(identity.ledgerId(), records, signatures, missing)
                        .check(proof.statements(), signed);
                opened = statements.cover(signed, limits);
                contract = contract(records, signatures, statements);
                statuses = new StatusCheck(operator.genesis(), records, signatures).check();
            }
        } else {
            missing.add(Missing.RULES);
        }
        return report(fileSm3, anchorsMet, opened, contract, statuses, used(file));
    }

    private void requireOperator() throws InvalidProof {
        operator.requireTrusted(proof.checkpoint().size());
        if (settings.trustsNoOperator()) {
            missing.add(Missing.OPERATOR_TRUST);
        }
    }

    private void requireInclusion() throws InvalidProof {
        for (OpenedLeaf leaf : proof.opened()) {
            requireIncluded(leaf.sequence(), leaf.isUnder(proof.checkpoint()));
        }
        for (ClosedLeaf leaf : proof.closed()) {
            requireIncluded(leaf.sequence(), leaf.isUnder(proof.checkpoint()));
        }
    }

    private static void requireIncluded(long sequence, boolean included) throws InvalidProof {
        if (!included) {
            throw new InvalidProof(
                    ProofRule.INCLUSION, sequence, "its path does not lead to the root of the checkpoint");
        }
    }

    private void requireConsistency() throws InvalidProof {
        if (proof.earlier().isEmpty()) {
            return;
        }
        EarlierCheckpoint earlier = proof.earlier().get();
        operator.requireSigned(earlier.checkpoint(), ProofRule.CONSISTENCY, "the earlier checkpoint");
        boolean continued;
        try {
            continued = new ConsistencyProof(
                            earlier.checkpoint().size(), proof.checkpoint().size(), earlier.path())
                    .verify(earlier.checkpoint().root(), proof.checkpoint().root());
        } catch (CryptoException e) {
            continued = false;
        }
        if (!continued) {
            throw new InvalidProof(ProofRule.CONSISTENCY, "the checkpoint does not continue the earlier one");
        }
    }

    private int anchorsMet() throws InvalidProof {
        int met = 0;
        for (Checkpoint anchor : settings.anchors()) {
            Optional<Sm3Hash> root = rootAt(anchor.size());
            if (mayBeOfALaterKey(anchor)) {
                missing.add(Missing.ANCHOR);
                continue;
            }
            operator.requireSigned(anchor, ProofRule.ANCHOR, "a checkpoint kept elsewhere");
            if (root.isEmpty()) {
                missing.add(Missing.ANCHOR);
            } else if (root.get().equals(anchor.root())) {
                met++;
            } else {
                throw new InvalidProof(
                        ProofRule.ANCHOR,
                        "at " + anchor.size() + " records it has root " + anchor.root() + ", the file " + root.get()
                                + ": the operator has signed two histories");
            }
        }
        return met;
    }

    /** Which key is in force behind its own checkpoint the file does not say. */
    private boolean mayBeOfALaterKey(Checkpoint anchor) {
        return anchor.ledgerId().equals(identity.ledgerId())
                && anchor.size() > proof.checkpoint().size()
                && !operator.keys().isSignedByAny(anchor);
    }

    private Optional<Sm3Hash> rootAt(long size) {
        if (proof.checkpoint().size() == size) {
            return Optional.of(proof.checkpoint().root());
        }
        return proof.earlier()
                .map(EarlierCheckpoint::checkpoint)
                .filter(earlier -> earlier.size() == size)
                .map(Checkpoint::root);
    }

    private List<OpenedRecord> records(RecordCatalogue rules) throws InvalidProof {
        List<OpenedRecord> records = new ArrayList<>();
        for (OpenedLeaf leaf : proof.records()) {
            try {
                records.add(OpenedRecord.of(leaf.record(), rules));
            } catch (RecordFormatException e) {
                throw new InvalidProof(ProofRule.RECORD, leaf.sequence(), String.valueOf(e.getMessage()));
            }
        }
        return records;
    }

    private OpenedSignatures signatures(List<OpenedRecord> records) throws InvalidProof {
        try {
            MemberCertificates certificates = new MemberCertificates(
                    operator.genesis(),
                    settings.memberAuthorities().stream()
                            .map(TrustAnchor::certificate)
                            .toList());
            return new OpenedSignatures(
                    operator,
                    certificates,
                    new MemberCertificates(operator.genesis(), List.of()),
                    records,
                    proof.certificates());
        } catch (CryptoException e) {
            throw new InvalidProof(ProofRule.GENESIS, 0, "a certificate in it: " + e.getMessage());
        }
    }

    /** What signed the record is not in a receipt: only the genesis and the rotations are checked with their keys. */
    private List<ProofReport.Opened> receipt(List<OpenedRecord> records) throws InvalidProof {
        limits.add(Limit.RECEIPT_ALONE);
        Set<Long> operators = new HashSet<>(Set.of(0L));
        proof.rotations().forEach(rotation -> operators.add(rotation.sequence()));
        List<OpenedRecord> signed = records.stream()
                .filter(record -> operators.contains(record.sequence()))
                .toList();
        List<ProofReport.Opened> opened = new ArrayList<>(signatures(signed).check(missing));
        records.stream()
                .filter(record -> !operators.contains(record.sequence()))
                .forEach(record -> opened.add(record.shown(null)));
        opened.sort(Comparator.comparingLong(ProofReport.Opened::sequence));
        return opened;
    }

    private ProofReport.@Nullable ContractShown contract(
            List<OpenedRecord> records, OpenedSignatures signatures, CheckedStatements statements) throws InvalidProof {
        if (proof.contract().isPresent()) {
            return new ContractCheck(operator.keys(), proof, records, signatures, statements).check(missing, limits);
        }
        boolean there = records.stream()
                .anyMatch(record -> record.sequence() == proof.subject().number());
        if (!there || !proof.closed().isEmpty()) {
            throw new InvalidProof(
                    ProofRule.SUBJECT,
                    there
                            ? "leaves that no contract names"
                            : "record " + proof.subject().number() + " is not in the file");
        }
        for (StatedCommand stated : proof.statements()) {
            if (stated.sequence() != proof.subject().number()) {
                throw new InvalidProof(
                        ProofRule.SUBJECT, stated.sequence(), "a statement over what the file is not about");
            }
        }
        if (!proof.certificates().isEmpty()) {
            limits.add(Limit.KEY_BY_FILE);
        }
        SubjectGrounds grounds = new SubjectGrounds(records, proof.rotations());
        grounds.addRecord(proof.subject().number());
        grounds.addStatements(statements);
        grounds.requireNothingElse(proof.certificates());
        return null;
    }

    private List<TrustUsed> used(@Nullable Path file) throws IOException {
        List<TrustUsed> used = operator.used(file);
        List<Checkpoint> signed = new ArrayList<>(List.of(proof.checkpoint()));
        proof.earlier().ifPresent(earlier -> signed.add(earlier.checkpoint()));
        limits.addAll(operator.limits(signed));
        if (used.stream().anyMatch(one -> one.origin() == Origin.BESIDE_LEDGER)) {
            limits.add(Limit.TRUST_BESIDE_LEDGER);
        }
        return used;
    }

    /** A stamp over the checkpoint of the file speaks of each record in it, for each is covered by it. */
    private List<StampFinding> times() {
        List<Certificate> own = operator.keys().list().stream()
                .map(OperatorKeys.Key::certificate)
                .toList();
        List<StampFinding> times = settings.timeStamps().stream()
                .map(stamp -> CheckpointStamp.check(proof.checkpoint(), stamp, settings.timeAuthorities(), own))
                .toList();
        boolean shown = times.stream().anyMatch(StampFinding.OutsideTime.class::isInstance);
        limits.add(shown ? Limit.OUTSIDE_TIME_LATEST_ONLY : Limit.NO_OUTSIDE_TIME);
        if (times.stream().anyMatch(StampFinding::showsClockAhead)) {
            limits.add(Limit.CLOCK_AHEAD);
        }
        if (times.stream().anyMatch(StampFinding.NoTime.class::isInstance)) {
            limits.add(Limit.TIME_STAMP_REFUSED);
        }
        return times;
    }

    private ProofReport report(
            Sm3Hash fileSm3,
            int anchorsMet,
            List<ProofReport.Opened> opened,
            ProofReport.@Nullable ContractShown contract,
            List<ProofReport.StatusShown> statuses,
            List<TrustUsed> used) {
        Checkpoint checkpoint = proof.checkpoint();
        List<StampFinding> times = times();
        ProofReport.Shown shown = new ProofReport.Shown(
                proof.subject(),
                identity.ledgerId(),
                List.of(
                        operator.genesis().getOperatorNameZh(),
                        operator.genesis().getOperatorNameEn()),
                operator.shown(),
                checkpoint.size(),
                checkpoint.root(),
                checkpoint.timeNs(),
                anchorsMet,
                opened,
                proof.closed().stream().map(ClosedLeaf::sequence).toList(),
                contract,
                statuses,
                times,
                used);
        return new ProofReport(
                missing.isEmpty() ? ProofVerdict.VALID : ProofVerdict.INCOMPLETE,
                null,
                List.copyOf(missing),
                List.copyOf(limits),
                fileSm3,
                shown);
    }
}
