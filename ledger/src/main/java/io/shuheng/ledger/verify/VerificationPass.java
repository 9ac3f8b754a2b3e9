package io.shuheng.ledger.verify;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.ledger.file.BegunEpochs;
import io.shuheng.ledger.file.DeclaredLosses;
import io.shuheng.ledger.file.Fault;
import io.shuheng.ledger.file.FaultRule;
import io.shuheng.ledger.file.LedgerEnd;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.file.TreeFollower;
import io.shuheng.ledger.stamp.StampFinding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/*
 * The fault that is reported is the first by its place in the ledger, not the first that was noticed: signatures are
 * verified behind the reading, and a checkpoint beside the files is compared at the end. So whatever ends the pass,
 * signatures under way are settled, and checkpoints that cover less than was read are compared, before it is named.
 */
/**
 * One pass over a folder: each record and mark is shown once, in order, to every check that the level asks for. The pass
 * goes on until the reader ends or some check has a finding. For one thread.
 */
final class VerificationPass implements AutoCloseable {

    private final VerifierSettings settings;
    private final Path ledger;
    private final LedgerReader reader;
    private final AnchorCheck anchors;
    private final ExecutorService executor;
    private final TreeFollower tree;
    private final List<Path> archives;
    private final DeclaredLosses losses = new DeclaredLosses();
    private final ManifestCheck manifest;
    private final @Nullable PruningCheck pruning;
    private final BegunEpochs epochs = new BegunEpochs();

    private long bytes;
    private long checkpoints;
    private @Nullable LedgerChecks checks;

    VerificationPass(Path ledger, List<Path> archives, VerifierSettings settings, ExecutorService executor)
            throws IOException {
        this.ledger = ledger;
        this.archives = List.copyOf(archives);
        this.settings = settings;
        this.executor = executor;
        this.reader = LedgerReader.open(ledger, archives);
        this.tree = reader.follower(executor, settings.threads());
        this.pruning = reader.pruned() == null ? null : new PruningCheck(ledger, reader);
        this.anchors = new AnchorCheck(ledger, settings);
        this.manifest = new ManifestCheck(ledger);
    }

    Report run() throws IOException {
        noteRoot();
        if (pruning != null) {
            anchors.noteAll(pruning::root);
        }
        Finding finding = null;
        Kind kind = reader.next();
        while (kind == Kind.RECORD || kind == Kind.MARK) {
            finding = kind == Kind.RECORD ? record() : mark();
            if (finding != null) {
                break;
            }
            kind = reader.next();
        }
        if (kind == Kind.FAULT) {
            finding = Finding.of(reader.fault());
        }
        LedgerEnd end = kind == Kind.END ? reader.end() : null;
        Finding found = withManifest(first(settled(finding), end), end);
        return report(found == null ? alone() : found, end);
    }

    /** Where archives were read along: what is wrong with the folder without them, which is all that its writer goes on from. */
    private @Nullable Finding alone() throws IOException {
        if (archives.isEmpty()) {
            return null;
        }
        VerifierSettings structure = settings.at(VerificationLevel.STRUCTURE);
        try (VerificationPass pass = new VerificationPass(ledger, List.of(), structure, executor)) {
            return pass.run().fault();
        }
    }

    private @Nullable Finding record() {
        byte[] array = reader.array();
        int offset = reader.offset();
        int length = reader.length();
        Place place = new Place(reader.file(), reader.fileOffset(), RecordHeader.sequence(array, offset));
        Finding declared = declared(place, array, offset, length);
        if (!reader.isKept()) {
            bytes += length;
            tree.record(array, offset, length, RecordHeader.timeNs(array, offset));
            noteRoot();
        }
        try {
            LedgerChecks shown = checks;
            if (shown == null) {
                shown = new LedgerChecks(settings, executor, pruning, place, array, offset, length);
                checks = shown;
            }
            Finding found = pruning == null ? null : pruning.record(place, array, offset, length, reader.isKept());
            found = found == null ? shown.record(place, array, offset, length) : found;
            return found == null ? declared : found;
        } catch (RecordFormatException e) {
            return Finding.of(VerifierRule.COMMAND, place, String.valueOf(e.getMessage()));
        }
    }

    /** What officers declare of roots that the engine does not know. */
    private @Nullable Finding declared(Place place, byte[] array, int offset, int length) {
        try {
            Optional<String> epoch =
                    epochs.record(array, offset, length, () -> treeBefore(place).root());
            if (epoch.isPresent()) {
                return Finding.of(VerifierRule.EPOCH, place, "BeginEpoch " + epoch.get());
            }
            return losses.record(array, offset, length, () -> treeBefore(place))
                    .map(wrong -> Finding.of(VerifierRule.DATA_LOSS, place, wrong))
                    .orElse(null);
        } catch (RecordFormatException e) {
            return Finding.of(VerifierRule.COMMAND, place, String.valueOf(e.getMessage()));
        }
    }

    /** The tree over the records before one: of a record that is kept, what is kept of it. */
    private MerkleFrontier treeBefore(Place place) {
        PruningCheck pruned = pruning;
        return pruned != null && reader.isKept() ? pruned.treeBefore(place.sequence()) : tree.tree();
    }

    private @Nullable Finding mark() {
        Mark mark = reader.mark();
        Fault fault = tree.mark(mark, reader.file(), reader.fileOffset());
        if (fault != null) {
            return Finding.of(fault);
        }
        if (!(mark instanceof Mark.Checkpointed) || checks == null) {
            return null;
        }
        checkpoints++;
        Place place = new Place(reader.file(), reader.fileOffset(), tree.size());
        return checks.checkpoint(place, Objects.requireNonNull(tree.newestCheckpoint()));
    }

    private void noteRoot() {
        long size = tree.size();
        if (anchors.wants(size)) {
            anchors.note(size, tree.tree().root());
        }
    }

    private @Nullable Finding settled(@Nullable Finding finding) {
        Finding signature = checks == null ? null : checks.settle();
        boolean earlier = signature != null && (finding == null || signature.sequence() <= finding.sequence());
        return earlier ? signature : finding;
    }

    private @Nullable Finding first(@Nullable Finding finding, @Nullable LedgerEnd end) throws IOException {
        anchors.compare(checks == null ? null : checks.keys(), tree.size(), losses, epochs);
        Finding operator = checks == null ? null : checks.operatorFinding();
        if (operator != null) {
            return operator;
        }
        if (finding == null && pruning != null && end != null && checks != null) {
            Finding unvouched = pruning.end(checks.signedSize());
            if (unvouched != null) {
                return unvouched;
            }
        }
        Finding root = anchors.wrongRoot();
        if (root != null && (finding == null || isBefore(root, finding))) {
            return root;
        }
        Finding unfit = anchors.unfit();
        return finding != null || unfit == null ? finding : withDefect(unfit, end);
    }

    /** A root speaks of the records before its size; a mark in the files that says the same says it with its place. */
    private static boolean isBefore(Finding root, Finding finding) {
        return finding.rule().equals(FaultRule.ROOT.name())
                ? root.sequence() < finding.sequence()
                : root.sequence() <= finding.sequence();
    }

    /**
     * Where the files end too early for a checkpoint, the damage at their end says more than the checkpoint does: it
     * names the record.
     */
    private static Finding withDefect(Finding unfit, @Nullable LedgerEnd end) {
        Fault defect = end == null ? null : end.defect();
        return defect == null
                ? unfit
                : new Finding(
                        defect.rule().name(),
                        defect.file(),
                        defect.offset(),
                        defect.sequence(),
                        defect.message() + "; and " + unfit.file() + ": " + unfit.message());
    }

    /** The rule that the files break comes first; that they are not those of the manifest may say which of them is missing. */
    private @Nullable Finding withManifest(@Nullable Finding finding, @Nullable LedgerEnd end) throws IOException {
        Finding listed = manifest.files();
        if (finding != null) {
            return listed == null ? finding : finding.and(listed);
        }
        return listed != null || end == null
                ? listed
                : manifest.ledger(
                        checks == null ? Sm3Hash.ZERO : checks.identity().ledgerId(),
                        tree.size(),
                        tree.tree().root());
    }

    private Report report(@Nullable Finding finding, @Nullable LedgerEnd end) throws IOException {
        Fault defect = end == null ? null : end.defect();
        Report.Files files = new Report.Files(
                tree.size(),
                tree.tree().root(),
                bytes,
                checkpoints,
                defect == null ? null : Finding.of(defect),
                ForeignFiles.in(ledger),
                manifest.sm3(),
                pruning == null ? null : pruning.report());
        Report.Anchors anchored = anchors.report(losses);
        List<Report.TrustUsed> trust =
                checks == null ? List.of() : checks.trust().used(ledger);
        Report.Commands commands = checks == null ? Report.Commands.NONE : checks.commands();
        Report.Seals seals = checks == null ? Report.Seals.NONE : checks.seals();
        Report.Revocations revocations = checks == null ? Report.Revocations.NONE : checks.revocations();
        List<StampFinding> times = times();
        Limits limits = new Limits(settings.level());
        limits.ofFiles(files, end);
        limits.ofPruning(files.pruned());
        limits.ofAnchors(anchored, files.records());
        limits.ofCommands(commands);
        limits.ofSeals(seals);
        limits.ofRevocations(revocations);
        limits.ofTimes(times);
        List<Report.OperatorKey> operatorKeys = checks == null ? List.of() : checks.operatorKeys();
        limits.ofOperator(operatorKeys);
        limits.ofTrust(trust);
        if (checks != null) {
            limits.ofLedger(checks);
        }
        return new Report(
                limits.verdict(finding),
                finding,
                settings.level(),
                tree.hasherName(),
                checks == null ? Sm3Hash.ZERO : checks.identity().ledgerId(),
                checks == null
                        ? List.of()
                        : List.of(
                                checks.genesis().getOperatorNameZh(),
                                checks.genesis().getOperatorNameEn()),
                operatorKeys,
                files,
                anchored,
                commands,
                seals,
                revocations,
                times,
                trust,
                limits.list());
    }

    private List<StampFinding> times() throws IOException {
        if (checks == null) {
            return List.of();
        }
        List<Certificate> operators =
                checks.keys().list().stream().map(OperatorKeys.Key::certificate).toList();
        return new OutsideTimes(ledger, settings.timeAuthorities()).check(operators, anchors);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
