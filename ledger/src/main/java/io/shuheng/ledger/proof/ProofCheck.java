package io.shuheng.ledger.proof;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.merkle.ConsistencyProof;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.proof.ProofReport.Missing;
import io.shuheng.ledger.stamp.CheckpointStamp;
import io.shuheng.ledger.stamp.StampFinding;
import io.shuheng.ledger.verify.MemberCertificates;
import io.shuheng.ledger.verify.Report.Limit;
import io.shuheng.ledger.verify.Report.Origin;
import io.shuheng.ledger.verify.Report.TrustUsed;
import io.shuheng.ledger.verify.TrustAnchor;
import io.shuheng.ledger.verify.TrustCheck;
import io.shuheng.ledger.verify.VerificationLevel;
import io.shuheng.ledger.verify.VerifierSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * The order matters: first whose ledger it is, then that the records are in it, and only then what they say. A file from
 * anywhere is thus refused before any of its records is interpreted, unless a trusted operator has signed it.
 */
/** One check of one proof file. For one thread. */
final class ProofCheck {

    private final ProofSettings settings;
    private final ProofFile proof;
    private final LedgerIdentity identity;
    private final Genesis genesis;
    private final OperatorKeys keys;
    private final TrustCheck trust;
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
        byte[] record = proof.opened().get(0).record();
        try {
            OpenedGenesis first = OpenedGenesis.of(record);
            identity = first.identity();
            genesis = first.genesis();
            keys = new OperatorKeys(identity, first.timeNs());
            trust = new TrustCheck(
                    new VerifierSettings(
                            settings.operators(),
                            settings.operatorFingerprints(),
                            settings.memberAuthorities(),
                            List.of(),
                            0,
                            List.of(),
                            null,
                            settings.timeAuthorities(),
                            VerificationLevel.SIGNATURES,
                            1),
                    genesis,
                    keys);
        } catch (RecordFormatException | CryptoException e) {
            throw new InvalidProof(ProofRule.GENESIS, 0, String.valueOf(e.getMessage()));
        }
    }

    ProofReport run(Sm3Hash fileSm3, @Nullable Path file) throws InvalidProof, IOException {
        requireOperator();
        requireSigned(proof.checkpoint(), ProofRule.CHECKPOINT, "the checkpoint");
        requireInclusion();
        requireConsistency();
        int anchorsMet = anchorsMet();
        List<ProofReport.Opened> opened = List.of();
        ProofReport.ContractShown contract = null;
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
            }
        } else {
            missing.add(Missing.RULES);
        }
        return report(fileSm3, anchorsMet, opened, contract, used(file));
    }

    private void requireOperator() throws InvalidProof {
        Optional<String> refusal = trust.operatorRefusal(proof.checkpoint().size());
        if (refusal.isPresent()) {
            throw new InvalidProof(ProofRule.OPERATOR, 0, refusal.get());
        }
        if (settings.trustsNoOperator()) {
            missing.add(Missing.OPERATOR_TRUST);
        }
    }

    private void requireSigned(Checkpoint checkpoint, ProofRule rule, String what) throws InvalidProof {
        Optional<String> why = keys.whyNotSigned(checkpoint);
        if (why.isPresent()) {
            throw new InvalidProof(rule, what + ": " + why.get());
        }
    }

    private void requireInclusion() throws InvalidProof {
        MerkleHasher hasher = new MerkleHasher();
        for (OpenedLeaf leaf : proof.opened()) {
            byte[] record = leaf.record();
            requireInclusion(leaf.sequence(), hasher.leaf(record, 0, record.length), leaf.path());
        }
        for (ClosedLeaf leaf : proof.closed()) {
            requireInclusion(leaf.sequence(), leaf.hash(), leaf.path());
        }
    }

    private void requireInclusion(long sequence, Sm3Hash leaf, List<Sm3Hash> path) throws InvalidProof {
        boolean included;
        try {
            included = new InclusionProof(sequence, proof.checkpoint().size(), path)
                    .verify(leaf, proof.checkpoint().root());
        } catch (CryptoException e) {
            included = false;
        }
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
        requireSigned(earlier.checkpoint(), ProofRule.CONSISTENCY, "the earlier checkpoint");
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
            requireSigned(anchor, ProofRule.ANCHOR, "a checkpoint kept elsewhere");
            Optional<Sm3Hash> root = rootAt(anchor.size());
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
        for (OpenedLeaf leaf : proof.opened()) {
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
                    genesis,
                    settings.memberAuthorities().stream()
                            .map(TrustAnchor::certificate)
                            .toList());
            List<Certificate> operatorPath = trust.path(keys.current()).orElseGet(() -> KeyCertificates.in(genesis));
            return new OpenedSignatures(
                    identity.ledgerId(),
                    operatorPath,
                    certificates,
                    new MemberCertificates(genesis, List.of()),
                    records,
                    proof.certificates());
        } catch (CryptoException e) {
            throw new InvalidProof(ProofRule.GENESIS, 0, "a certificate in it: " + e.getMessage());
        }
    }

    /** What signed the record is not in a receipt: only the genesis, which has the operator's key, is checked with it. */
    private List<ProofReport.Opened> receipt(List<OpenedRecord> records) throws InvalidProof {
        limits.add(Limit.RECEIPT_ALONE);
        List<ProofReport.Opened> opened =
                new ArrayList<>(signatures(records.subList(0, 1)).check(missing));
        for (OpenedRecord record : records.subList(1, records.size())) {
            opened.add(record.shown(null));
        }
        return opened;
    }

    private ProofReport.@Nullable ContractShown contract(
            List<OpenedRecord> records, OpenedSignatures signatures, CheckedStatements statements) throws InvalidProof {
        if (proof.contract().isPresent()) {
            return new ContractCheck(identity, proof, records, signatures, statements).check(missing, limits);
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
        SubjectGrounds grounds = new SubjectGrounds(records);
        grounds.addRecord(proof.subject().number());
        grounds.addStatements(statements);
        grounds.requireNothingElse(proof.certificates());
        return null;
    }

    private List<TrustUsed> used(@Nullable Path file) throws IOException {
        List<TrustUsed> used = trust.used(file);
        limits.addAll(trust.limits());
        limits.remove(Limit.OPERATOR_NOT_TRUSTED);
        if (used.stream().anyMatch(one -> one.origin() == Origin.BESIDE_LEDGER)) {
            limits.add(Limit.TRUST_BESIDE_LEDGER);
        }
        return used;
    }

    /** A stamp over the checkpoint of the file speaks of each record in it, for each is covered by it. */
    private List<StampFinding> times() {
        Certificate own = Certificate.ofDer(AvroBytes.copyOf(genesis.getOperatorCertificate()));
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
            List<TrustUsed> used) {
        Checkpoint checkpoint = proof.checkpoint();
        List<StampFinding> times = times();
        ProofReport.Shown shown = new ProofReport.Shown(
                proof.subject(),
                identity.ledgerId(),
                List.of(genesis.getOperatorNameZh(), genesis.getOperatorNameEn()),
                checkpoint.size(),
                checkpoint.root(),
                checkpoint.timeNs(),
                anchorsMet,
                opened,
                proof.closed().stream().map(ClosedLeaf::sequence).toList(),
                contract,
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
