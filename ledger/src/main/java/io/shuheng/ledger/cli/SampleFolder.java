package io.shuheng.ledger.cli;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.ledger.proof.Audience;
import io.shuheng.ledger.proof.ProofChecker;
import io.shuheng.ledger.proof.ProofException;
import io.shuheng.ledger.proof.ProofExporter;
import io.shuheng.ledger.proof.ProofVerdict;
import io.shuheng.ledger.sample.Sample;
import io.shuheng.ledger.trail.Trail;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The folder of a sample: what was drawn and how, each trade's trail, each contract's proof file. For one thread. */
final class SampleFolder {

    private static final List<String> COLUMNS = List.of(
            "trade",
            "sequence",
            "amountFen",
            "amountYuan",
            "hits",
            "tradeState",
            "missingLinks",
            "proof",
            "proofVerdict");

    private final Path folder;
    private final OutputOptions output;
    private final ProofExporter exporter;
    private final ProofChecker checker;

    /** How the proof file of a drawn trade ended: a verdict's name, or why there is none. */
    private record Proven(String file, String verdict, int exitCode) {}

    /** Of what was taken out there is nothing to be proven from. */
    private static final Proven PRUNED =
            new Proven("", ProofException.Code.PRUNED.name(), ProofVerdict.INCOMPLETE.exitCode());

    SampleFolder(Path folder, OutputOptions output, ProofExporter exporter, ProofChecker checker) {
        this.folder = folder;
        this.output = output;
        this.exporter = exporter;
        this.checker = checker;
    }

    /** Writes everything, says what was written, and returns the exit code. */
    int write(Sample sample, Map<Long, Trail> trails) throws IOException {
        List<Proven> proofs = new ArrayList<>();
        for (Sample.Drawn drawn : sample.drawn()) {
            proofs.add(drawn.isPruned() ? PRUNED : prove(drawn.trade()));
        }
        for (Map.Entry<Long, Trail> trail : trails.entrySet()) {
            write("trail-" + trail.getKey() + ".json", TrailJson.of(trail.getValue()) + "\n");
            write("trail-" + trail.getKey() + ".txt", text(trail.getValue()));
        }
        try (TrailCsv csv = new TrailCsv(folder.resolve("trails.csv"), output)) {
            for (Trail trail : trails.values()) {
                csv.add(trail);
            }
        }
        table(sample, trails, proofs);
        String json = json(sample, proofs);
        write("sample.json", json);
        output.write(json);
        say(sample, proofs);
        return proofs.stream().mapToInt(Proven::exitCode).reduce(0, SampleFolder::worse);
    }

    /** A fault is worse than something missing. */
    private static int worse(int one, int other) {
        int fault = ProofVerdict.INVALID.exitCode();
        return one == fault || other == fault ? fault : Math.max(one, other);
    }

    private Proven prove(long trade) throws IOException {
        String name = "contract-" + trade + ".proof";
        try {
            byte[] file = exporter.contract(trade, Audience.AUDITOR).encode();
            ProofVerdict verdict = checker.check(file).verdict();
            if (verdict == ProofVerdict.INVALID) {
                return new Proven("", verdict.name(), verdict.exitCode());
            }
            CommandFiles.write(folder.resolve(name), file);
            return new Proven(name, verdict.name(), verdict.exitCode());
        } catch (ProofException e) {
            return new Proven("", e.code().name(), ProofVerdict.INCOMPLETE.exitCode());
        } catch (LedgerException e) {
            if (e.code() != LedgerException.Code.PRUNED) {
                throw e;
            }
            return PRUNED;
        }
    }

    private String text(Trail trail) {
        StringWriter text = new StringWriter();
        new TrailText(new WordPrinter(output.language(), new PrintWriter(text)), output.language()).print(trail);
        return text.toString();
    }

    private void table(Sample sample, Map<Long, Trail> trails, List<Proven> proofs) throws IOException {
        WordPrinter words = output.printer();
        try (CsvFile csv = CsvFile.create(folder.resolve("sample.csv"), words, COLUMNS)) {
            for (int i = 0; i < proofs.size(); i++) {
                Sample.Drawn drawn = sample.drawn().get(i);
                CsvFile.Row row = csv.row().number(drawn.trade());
                if (drawn.isPruned()) {
                    row.empty();
                } else {
                    row.number(drawn.sequence());
                }
                Optional<Trail> trail = Optional.ofNullable(trails.get(drawn.trade()));
                row.fen(drawn.amountFen())
                        .number(drawn.hits())
                        .text(trail.flatMap(Trail::state)
                                .map(state -> words.word("state." + state.name()))
                                .orElse(""))
                        .text(trail.map(found -> missingLinks(found, words)).orElse(""))
                        .text(proofs.get(i).file)
                        .text(proofs.get(i).verdict)
                        .end();
            }
        }
    }

    private static String missingLinks(Trail trail, WordPrinter words) {
        return trail.missing().stream()
                .map(missing -> words.word("link." + missing.link().name()))
                .collect(Collectors.joining("; "));
    }

    private static String json(Sample sample, List<Proven> proofs) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < proofs.size(); i++) {
            places.add(i);
        }
        return new JsonObject()
                        .text("method", sample.method().name())
                        .text("ledgerId", sample.ledgerId().hex())
                        .text("seed", sample.seed())
                        .number("n", sample.wanted())
                        .number("trades", sample.trades())
                        .number("amountFen", sample.amountFen())
                        .text("amountYuan", RecordText.yuan(sample.amountFen()))
                        .number("prunedTrades", sample.prunedTrades())
                        .number("intervalFen", sample.intervalFen())
                        .number("startFen", sample.startFen())
                        .flag("trailsVerified", false)
                        .list("drawn", places, place -> drawn(sample.drawn().get(place), proofs.get(place)))
                        .end()
                + "\n";
    }

    private static String drawn(Sample.Drawn drawn, Proven proof) {
        JsonObject json = new JsonObject().number("trade", drawn.trade()).flag("pruned", drawn.isPruned());
        if (!drawn.isPruned()) {
            json.number("sequence", drawn.sequence());
        }
        return json.number("amountFen", drawn.amountFen())
                .text("amountYuan", RecordText.yuan(drawn.amountFen()))
                .number("hits", drawn.hits())
                .text("proof", proof.file)
                .text("proofVerdict", proof.verdict)
                .end();
    }

    private void say(Sample sample, List<Proven> proofs) {
        WordPrinter out = output.printer();
        out.line("ledger", sample.ledgerId().hex());
        out.line("sample.seed", sample.seed());
        out.line("sample.method", out.word("sample." + sample.method().name()));
        out.line("sample.of", sample.trades() + ", " + RecordText.yuan(sample.amountFen()) + " " + out.word("yuan"));
        if (sample.prunedTrades() > 0) {
            out.line("sample.pruned", String.valueOf(sample.prunedTrades()));
        }
        if (sample.intervalFen() > 0) {
            out.line("sample.interval", sample.startFen() + " + k × " + sample.intervalFen() + " " + out.word("fen"));
        }
        for (int i = 0; i < proofs.size(); i++) {
            Sample.Drawn drawn = sample.drawn().get(i);
            out.item(out.word("trail.trade") + " " + drawn.trade() + ", " + RecordText.yuan(drawn.amountFen()) + " "
                    + out.word("yuan") + (drawn.hits() > 1 ? " × " + drawn.hits() : "") + ": "
                    + proofs.get(i).verdict
                    + (isPruned(proofs.get(i)) ? ", " + out.word("sample.PRUNED") : ""));
        }
        if (proofs.stream().anyMatch(SampleFolder::isPruned)) {
            out.say(out.word("sample.archive"));
        }
        out.say(out.word("sample.note"));
    }

    private static boolean isPruned(Proven proof) {
        return proof.verdict.equals(PRUNED.verdict);
    }

    private void write(String name, String text) throws IOException {
        CommandFiles.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
