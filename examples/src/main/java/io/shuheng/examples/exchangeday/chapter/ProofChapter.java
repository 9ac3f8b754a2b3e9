package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.evidence.EvidenceStore;
import io.shuheng.core.record.EventKind;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import io.shuheng.examples.exchangeday.work.Sale;
import io.shuheng.ledger.evidence.DirectoryEvidenceStore;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.proof.Audience;
import io.shuheng.ledger.proof.ProofChecker;
import io.shuheng.ledger.proof.ProofExporter;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.proof.ProofSettings;
import io.shuheng.ledger.proof.ProofVerdict;
import io.shuheng.ledger.verify.TrustAnchor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Proof files (存证文件): a buyer takes its contract and its voucher along, each in one file that is checked alone, without
 * the ledger and whoever keeps it. The other side's order is in it by its hash only. Who has negotiated takes that contract
 * along as well, with all three signatures.
 */
public final class ProofChapter {

    private final Setting setting;
    private final Member buyer;

    /**
     * After the day has closed.
     *
     * @param buyer for whom they are made
     */
    public ProofChapter(Setting setting, Member buyer) {
        this.setting = setting;
        this.buyer = buyer;
    }

    /**
     * Tells it. Blocks.
     *
     * @param accepted the acceptance of the sale's delivery, with all that it brought about
     * @param negotiated the sale that was negotiated
     * @param consumer of that sale
     * @param receipt the receipt of the first sale's order, which the ledger gave with a checkpoint while the day went on
     * @throws StoryBrokenException where a file does not prove what it should, or a changed one does
     */
    public void tell(Sale sale, Group accepted, Sale negotiated, Member consumer, byte[] receipt) {
        setting.narrator().chapter("proof.title");
        EvidenceStore evidence = DirectoryEvidenceStore.reading(setting.folder().evidence());
        ProofExporter exporter = new ProofExporter(setting.folder().ledger(), evidence::get);
        long order = sale.order().sequence();
        receive("receipt-" + order + ".proof", receipt, order);
        Audience audience = Audience.participant(buyer.number());
        byte[] contract = exporter.contract(sale.contract(), audience).encode();
        prove("proof.contract", "contract-" + sale.contract() + ".proof", contract);
        long voucher = accepted.event(EventKind.VOUCHER_ISSUED).getC();
        prove(
                "proof.voucher",
                "voucher-" + accepted.event(EventKind.VOUCHER_ISSUED).getA() + ".proof",
                exporter.record(voucher, audience).encode());
        prove(
                "proof.negotiation",
                "negotiation-1.proof",
                exporter.contract(negotiated.contract(), Audience.participant(consumer.number()))
                        .encode());
        refuseChanged(contract);
    }

    /**
     * Of a contract that has ended: the file shows by what, and what the authority answered about the buyer's certificate.
     *
     * @throws StoryBrokenException where it does not
     */
    public void tellEnded(Sale sale) {
        EvidenceStore evidence = DirectoryEvidenceStore.reading(setting.folder().evidence());
        String name = "contract-" + sale.contract() + ".proof";
        byte[] proof = new ProofExporter(setting.folder().ledger(), evidence::get)
                .contract(sale.contract(), Audience.participant(buyer.number()))
                .encode();
        setting.folder().write(setting.folder().proofs().resolve(name), proof);
        ProofReport report = checker().check(proof);
        ProofReport.Shown shown = report.shown();
        if (report.verdict() != ProofVerdict.VALID
                || shown == null
                || shown.contract() == null
                || shown.contract().end().isEmpty()
                || shown.statuses().isEmpty()) {
            throw new StoryBrokenException(name + ": " + report.verdict() + ", " + report.fault() + report.missing());
        }
        ProofReport.EndShown end = shown.contract().end().get();
        setting.narrator()
                .note(
                        "proof.ended",
                        name,
                        end.cause(),
                        end.record(),
                        end.act().orElseThrow(),
                        shown.statuses().get(0).record(),
                        report.verdict());
    }

    /** It is of the checkpoint that covered the order then; what was kept at the end of the day is another. */
    private void receive(String name, byte[] receipt, long order) {
        Path file = setting.folder().proofs().resolve(name);
        setting.folder().write(file, receipt);
        ProofReport report = checker(List.of()).check(receipt);
        ProofReport.Shown shown = report.shown();
        if (report.verdict() != ProofVerdict.VALID
                || shown == null
                || shown.subject().number() != order) {
            throw new StoryBrokenException(file + ": " + report.verdict() + ", " + report.fault() + report.missing());
        }
        setting.narrator().note("proof.receipt", name, receipt.length, order, report.verdict());
    }

    private void prove(String text, String name, byte[] proof) {
        Path file = setting.folder().proofs().resolve(name);
        setting.folder().write(file, proof);
        ProofReport report = checker().check(proof);
        ProofReport.Shown shown = report.shown();
        if (report.verdict() != ProofVerdict.VALID || shown == null) {
            throw new StoryBrokenException(file + ": " + report.verdict() + ", " + report.fault() + report.missing());
        }
        Narrator narrator = setting.narrator();
        narrator.note(
                text, name, proof.length, shown.opened().size(), shown.closed().size(), report.verdict());
    }

    /** One bit in the middle of the file. */
    private void refuseChanged(byte[] contract) {
        byte[] changed = contract.clone();
        changed[changed.length / 2] ^= 1;
        ProofReport report = checker().check(changed);
        if (report.verdict() != ProofVerdict.INVALID) {
            throw new StoryBrokenException("a changed proof file is not refused: " + report.verdict());
        }
        setting.narrator().note("proof.changed", report.verdict());
        setting.narrator().line(Objects.requireNonNull(report.fault()).toString());
    }

    private ProofChecker checker() {
        try {
            return checker(
                    List.of(Checkpoint.parse(Files.readAllBytes(setting.folder().closingCheckpoint()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProofChecker checker(List<Checkpoint> anchors) {
        try {
            return new ProofChecker(new ProofSettings(
                    List.of(TrustAnchor.ofPem(setting.folder().operatorCertificate())),
                    List.of(TrustAnchor.ofPem(setting.folder().membersAuthority())),
                    anchors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
