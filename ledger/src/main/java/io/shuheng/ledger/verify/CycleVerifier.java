package io.shuheng.ledger.verify;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.ThreadEnd;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.file.FaultRule;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.verify.CycleReport.Cycle;
import io.shuheng.ledger.verify.CycleReport.Start;
import io.shuheng.ledger.verify.Report.Limit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Verifies cycle files without the ledger around them, at structure level, each from the root that its opening mark names.
 * Thread-safe; each call blocks while it reads, and leaves no thread behind.
 */
public final class CycleVerifier {

    /** With one of these nothing is verified, only no fault found. */
    private static final Set<Limit> INCOMPLETE = Set.copyOf(EnumSet.of(
            Limit.UNANCHORED,
            Limit.TAIL_UNSIGNED,
            Limit.UNFINISHED,
            Limit.OPERATOR_NOT_TRUSTED,
            Limit.OPERATOR_KEY_AS_GIVEN,
            Limit.OPERATOR_KEY_ASSUMED));

    private final OperatorTrust operators;
    private final List<Path> anchors;
    private final @Nullable OperatorSource source;
    private final int threads;

    /** Without a proof of the operator's keys. */
    public CycleVerifier(List<Certificate> operators, List<Path> anchors, int threads) {
        this(operators, anchors, null, threads);
    }

    /**
     * By the operator's own certificates.
     *
     * @param operators whose keys sign its checkpoints: without a proof of its keys that in force where the files begin; empty
     *     where there is none at hand
     * @param anchors files with checkpoints that were kept elsewhere: of the records before, or of some in the cycles
     * @param source proof of the keys that the operator has had, null where there is none
     * @param threads threads for hashing beside the one that reads, 1..64
     */
    public CycleVerifier(
            List<Certificate> operators, List<Path> anchors, @Nullable OperatorSource source, int threads) {
        this(OperatorTrust.of(operators), anchors, source, threads);
    }

    /**
     * Against these.
     *
     * @param operators which operator is trusted: an authority's certificate and a fingerprint count where the genesis is in the
     *     files, or with a proof of the operator's keys; without either the operator's own certificate is needed
     * @param anchors files with checkpoints that were kept elsewhere: of the records before, or of some in the cycles
     * @param source proof of the keys that the operator has had, null where there is none
     * @param threads threads for hashing beside the one that reads, 1..64
     */
    public CycleVerifier(OperatorTrust operators, List<Path> anchors, @Nullable OperatorSource source, int threads) {
        this.source = source;
        this.operators = operators;
        this.anchors = List.copyOf(anchors);
        this.threads = threads;
        if (threads < 1 || threads > VerifierSettings.MAX_THREADS) {
            throw new IllegalArgumentException("threads " + threads + ": not in 1.." + VerifierSettings.MAX_THREADS);
        }
    }

    /**
     * Verifies cycles that follow one another.
     *
     * @param files in their order, at least one
     * @throws LedgerException IO_FAILURE where a file or an anchor cannot be read
     */
    public CycleReport verify(List<Path> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("files: none");
        }
        List<Thread> started = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "shuheng-cycle-verifier");
            thread.setDaemon(true);
            started.add(thread);
            return thread;
        });
        try {
            CycleOperator operator = new CycleOperator(operators, source);
            return new Run(operator, new CycleAnchors(operator, anchors, source, files)).over(files, executor);
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Code.IO_FAILURE, e.toString(), e);
        } finally {
            executor.shutdownNow();
            started.forEach(ThreadEnd::await);
        }
    }

    /** One call's way through the files. */
    private final class Run {

        private final CycleOperator operator;
        private final CycleAnchors held;
        private final List<Cycle> cycles = new ArrayList<>();
        private final EnumSet<Limit> limits = EnumSet.of(
                Limit.RECORDS_BEHIND_NOT_SEEN,
                Limit.SIGNATURES_NOT_CHECKED,
                Limit.NOT_REPLAYED,
                Limit.WITHHELD_COMMANDS,
                Limit.OPERATOR_CLOCK);
        private final List<Sm3Hash> manifests = new ArrayList<>();
        private @Nullable Finding fault;
        private String hasher = "";
        private long signedSize;

        Run(CycleOperator operator, CycleAnchors held) {
            this.operator = operator;
            this.held = held;
        }

        CycleReport over(List<Path> files, ExecutorService executor) throws IOException {
            fault = operator.readSource();
            for (int i = 0; i < files.size() && fault == null; i++) {
                read(files.get(i), executor);
            }
            Finding anchor = held.compare();
            Finding found = fault;
            boolean before = anchor != null && anchor.sequence() > 0;
            if (anchor != null && (found == null || (before && anchor.sequence() <= found.sequence()))) {
                fault = anchor;
            }
            if (fault == null && operator.isStranger(Math.max(signedSize, held.highestMet()))) {
                fault = Finding.of(
                        VerifierRule.OPERATOR,
                        new Place(cycles.get(0).file(), 0, 0),
                        "genesis names an operator none of whose keys, as far as they have signed, is trusted");
            }
            compareManifests(files);
            return report();
        }

        /** Holds the folders in which the files lie against their manifests, where they have some. */
        private void compareManifests(List<Path> files) throws IOException {
            Map<Path, List<Cycle>> folders = new LinkedHashMap<>();
            for (int i = 0; i < files.size(); i++) {
                Optional<Path> folder = LedgerFolder.holding(files.get(i));
                if (folder.isPresent()) {
                    List<Cycle> read = folders.computeIfAbsent(folder.get(), path -> new ArrayList<>());
                    if (i < cycles.size()) {
                        read.add(cycles.get(i));
                    }
                }
            }
            for (var folder : folders.entrySet()) {
                ManifestCheck manifest = new ManifestCheck(folder.getKey());
                Sm3Hash sm3 = manifest.sm3();
                if (sm3 != null) {
                    manifests.add(sm3);
                }
                Finding before = fault;
                Finding wrong = manifest.files();
                if (before == null) {
                    fault = wrong == null ? manifest.cycles(operator.ledgerId(), folder.getValue()) : wrong;
                } else if (wrong != null) {
                    fault = before.and(wrong);
                }
            }
        }

        private void read(Path file, ExecutorService executor) throws IOException {
            try (CyclePass pass = new CyclePass(file, held, operator, executor, threads)) {
                fault = pass.run();
                Cycle cycle = pass.cycle(fault == null);
                hasher = pass.hasherName();
                signedSize = Math.max(signedSize, pass.signedSize());
                if (cycle != null) {
                    fault = fault == null ? gap(cycle) : fault;
                    cycles.add(cycle);
                    limit(Limit.EARLIER_FILES_NOT_SEEN, pass.namesEarlierFiles());
                    limit(Limit.UNFINISHED, !cycle.closed());
                }
            }
        }

        /** What is between this cycle and the one read before it. */
        private @Nullable Finding gap(Cycle cycle) {
            Cycle before = cycles.isEmpty() ? cycle : cycles.get(cycles.size() - 1);
            boolean joined = cycles.isEmpty()
                    || (before.size() == cycle.first() && before.root().equals(cycle.rootBefore()));
            return joined
                    ? null
                    : Finding.of(
                            FaultRule.CYCLE,
                            new Place(cycle.file(), 0, cycle.first()),
                            "it begins behind " + cycle.first() + " records with root " + cycle.rootBefore() + "; "
                                    + before.file() + " ends at " + before.size() + " with root " + before.root());
        }

        private CycleReport report() {
            long first = cycles.isEmpty() ? 0 : cycles.get(0).first();
            long size = cycles.isEmpty() ? 0 : cycles.get(cycles.size() - 1).size();
            limit(Limit.RECORDS_BEFORE_NOT_SEEN, first > 0);
            limit(Limit.OPERATOR_NOT_TRUSTED, operator.trustsNobody());
            CycleReport.KeyStart keyStart = operator.start(first, held.highestMet() >= first);
            limit(Limit.OPERATOR_KEY_AS_GIVEN, keyStart == CycleReport.KeyStart.GIVEN);
            limit(Limit.OPERATOR_KEY_ASSUMED, operator.isAssumed(first));
            limit(Limit.UNANCHORED, held.highestMet() < 0);
            limit(Limit.TAIL_BEYOND_ANCHOR, held.highestMet() >= 0 && held.highestMet() < size);
            limit(Limit.TAIL_UNSIGNED, size > first && size > Math.max(signedSize, held.highestMet()));
            limit(Limit.ANCHOR_ELSEWHERE, held.elsewhere() > 0);
            boolean complete = limits.stream().noneMatch(INCOMPLETE::contains);
            Verdict verdict = complete ? Verdict.VERIFIED : Verdict.INCOMPLETE;
            return new CycleReport(
                    fault != null ? Verdict.FAULT : verdict,
                    fault,
                    hasher,
                    operator.ledgerId(),
                    start(first),
                    keyStart,
                    operator.keys(first, size),
                    cycles,
                    held.read(),
                    held.met(),
                    held.highestMet(),
                    manifests,
                    List.copyOf(limits));
        }

        private Start start(long first) {
            if (first == 0) {
                return Start.GENESIS;
            }
            if (held.meets(first)) {
                return Start.ANCHOR;
            }
            return held.highestMet() > first ? Start.COVERED : Start.OWN_MARK;
        }

        private void limit(Limit limit, boolean holds) {
            if (holds) {
                limits.add(limit);
            }
        }
    }
}
