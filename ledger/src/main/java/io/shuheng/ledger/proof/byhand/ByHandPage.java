package io.shuheng.ledger.proof.byhand;

import io.shuheng.core.contract.ContractLanguage;
import io.shuheng.core.contract.ContractSeal;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.amendment.AmendmentTerms;
import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.page.PageWords;
import io.shuheng.ledger.proof.ContractPart;
import io.shuheng.ledger.proof.OpenedSignature;
import io.shuheng.ledger.proof.OpenedStatement;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.proof.ProofSubject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The page "check it by hand" (手工核验) of a proof file: lines for a shell with OpenSSL 3, to be run in the folder of the
 * {@link ProofPieces}, and what each must print. Immutable, thread-safe.
 */
public final class ByHandPage {

    /** Where the terms' hash and the command stand in what a member signs. */
    private static final int TERMS_OFFSET = 74;

    private static final int COMMAND_OFFSET = TERMS_OFFSET + Sm3Hash.LENGTH;
    private static final int ROOT_LINE = 3;

    private final ProofPieces pieces;
    private final PageWords words;
    private final List<ByHandStep> steps = new ArrayList<>();

    private ByHandPage(ProofPieces pieces, ContractLanguage language) {
        this.pieces = pieces;
        this.words = PageWords.of(ByHandPage.class, "byhand", language);
    }

    /** The page of these pieces, in one language. */
    public static ByHandPage of(ProofPieces pieces, ContractLanguage language) {
        ByHandPage page = new ByHandPage(pieces, language);
        page.certificates();
        page.signatures();
        page.successions();
        page.statements();
        page.pieces.proof().contract().ifPresent(page::contract);
        page.amendments();
        page.end();
        page.inclusion();
        page.checkpoint();
        return page;
    }

    /** The steps, in order. */
    public List<ByHandStep> steps() {
        return List.copyOf(steps);
    }

    /** The page as plain text, UTF-8, LF. */
    public String text() {
        return PageRendering.text(heading(), words, steps);
    }

    /** The page as HTML that needs nothing from elsewhere. */
    public String html() {
        return PageRendering.html(heading(), words, steps);
    }

    private String heading() {
        ProofSubject subject = pieces.proof().subject();
        return words.text("title." + subject.kind().name(), subject.number());
    }

    private void step(String key, ShellLines lines, Object... values) {
        steps.add(new ByHandStep(words.text(key + ".title", values), words.text(key + ".note", values), lines.lines()));
    }

    private List<ProofReport.Opened> signed() {
        return pieces.shown().opened().stream()
                .filter(opened -> opened.signature().isPresent())
                .toList();
    }

    private void certificates() {
        ShellLines lines = new ShellLines();
        Set<Certificate> anchors = new LinkedHashSet<>();
        Set<Certificate> seen = new LinkedHashSet<>();
        for (ProofReport.Opened opened : signed()) {
            OpenedSignature signature = opened.signature().orElseThrow();
            List<Certificate> path = signature.path();
            anchors.add(path.get(path.size() - 1));
            long atSeconds = signature.certifiedAtNs() / 1_000_000_000L;
            for (int i = 0; i + 1 < path.size(); i++) {
                if (seen.add(path.get(i))) {
                    lines.certificate(pieces.name(path.get(i)), pieces.name(path.get(i + 1)), atSeconds);
                }
            }
        }
        anchors.forEach(anchor -> lines.fingerprint(pieces.name(anchor), anchor.sm3()));
        Set<Certificate> holders = new LinkedHashSet<>();
        signed().forEach(opened -> holders.add(opened.signature().orElseThrow().certificate()));
        pieces.shown().operatorKeys().forEach(key -> holders.add(key.certificate()));
        holders.forEach(holder -> lines.publicKey(pieces.name(holder)));
        step("certificates", lines);
    }

    private void signatures() {
        for (ProofReport.Opened opened : signed()) {
            OpenedSignature signature = opened.signature().orElseThrow();
            String name = ProofPieces.name(opened.sequence());
            ShellLines lines = new ShellLines().signature(pieces.name(signature.certificate()), name);
            byte[] message = signature.message();
            command(lines, name, name + ".signed", message);
            Optional<ProofReport.Opened> instrument = terms(lines, name + ".signed", message);
            step(
                    instrument.isPresent() ? "signature.terms" : "signature",
                    lines,
                    opened.kind(),
                    opened.sequence(),
                    signature.certificate().subject(),
                    instrument.map(ProofReport.Opened::sequence).orElse(0L));
        }
    }

    /** That each later key of the operator has signed for the place that it took; the one before has signed the record. */
    private void successions() {
        for (KeyChange change : KeyChange.in(pieces)) {
            step(
                    "succession",
                    change.lines(pieces),
                    change.sequence(),
                    pieces.name(change.before().certificate()),
                    pieces.name(change.next().certificate()),
                    change.next().fromRecords());
        }
    }

    /** The command in what is signed, and in its record. */
    private static void command(ShellLines lines, String record, String signed, byte[] message) {
        int length = message.length - COMMAND_OFFSET;
        Sm3Hash command = commandSm3(message);
        lines.sm3(signed, COMMAND_OFFSET, length, command).sm3(record + ".bin", RecordHeader.LENGTH, length, command);
    }

    /** The terms in what is signed, and in the record that opened the instrument, where one is opened here. */
    private Optional<ProofReport.Opened> terms(ShellLines lines, String signed, byte[] message) {
        Sm3Hash terms = Sm3Hash.of(message, TERMS_OFFSET);
        Optional<ProofReport.Opened> instrument = commandWith(terms);
        instrument.ifPresent(named -> {
            byte[] bound = named.signature().orElseThrow().message();
            lines.hash(signed, TERMS_OFFSET, terms)
                    .sm3(
                            ProofPieces.name(named.sequence()) + ".bin",
                            RecordHeader.LENGTH,
                            bound.length - COMMAND_OFFSET,
                            terms);
        });
        return instrument;
    }

    private static Sm3Hash commandSm3(byte[] message) {
        return Sm3Hash.ofContent(Arrays.copyOfRange(message, COMMAND_OFFSET, message.length));
    }

    /** From each command of a session that a statement covers, and from the session's opening, up to what the statement signs. */
    private void statements() {
        for (ProofReport.Opened opened : pieces.shown().opened()) {
            opened.statement().ifPresent(statement -> statement(opened, statement));
        }
    }

    private void statement(ProofReport.Opened opened, OpenedStatement statement) {
        String path = ProofPieces.statementName(opened.sequence());
        ShellLines lines = new ShellLines();
        command(lines, ProofPieces.name(opened.sequence()), path + ".bytes", statement.message());
        terms(lines, path + ".bytes", statement.message());
        String root = lines.climb(path + ".bytes", path, statement.counter(), statement.size());
        String signed = ProofPieces.name(statement.statement()) + ".signed";
        lines.hash(root, 0, statement.root())
                .hash(signed, message(statement.statement()).length - Sm3Hash.LENGTH, statement.root());

        String opening = ProofPieces.openingName(opened.sequence());
        byte[] openingMessage = message(statement.session());
        Sm3Hash openingSm3 = commandSm3(openingMessage);
        lines.sm3(
                        ProofPieces.name(statement.session()) + ".bin",
                        RecordHeader.LENGTH,
                        openingMessage.length - COMMAND_OFFSET,
                        openingSm3)
                .hash(opening + ".bytes", statement.opening().length - Sm3Hash.LENGTH, openingSm3);
        String openingRoot = lines.climb(opening + ".bytes", opening, 0, statement.size());
        lines.hash(openingRoot, 0, statement.root());
        step(
                "statement",
                lines,
                opened.kind(),
                opened.sequence(),
                statement.session(),
                statement.counter(),
                statement.statement());
    }

    /** What was signed of an opened record. */
    private byte[] message(long sequence) {
        return signed().stream()
                .filter(opened -> opened.sequence() == sequence)
                .findFirst()
                .flatMap(ProofReport.Opened::signature)
                .orElseThrow()
                .message();
    }

    private Optional<ProofReport.Opened> commandWith(Sm3Hash sm3) {
        return signed().stream()
                .filter(opened ->
                        commandSm3(opened.signature().orElseThrow().message()).equals(sm3))
                .findFirst();
    }

    /** The two hashes of the texts are the last 64 bytes of a contract's canonical bytes. */
    private void contract(ContractPart part) {
        byte[] bytes = part.canonicalBytes();
        ContractTerms terms = AvroBytes.decode(ContractTerms.class, bytes);
        Sm3Hash zh = Sm3Hash.of(terms.getText().getTextZhSm3().bytes());
        Sm3Hash en = Sm3Hash.of(terms.getText().getTextEnSm3().bytes());
        step(
                "texts",
                new ShellLines()
                        .sm3("contract-zh.txt", zh)
                        .hash("contract.bin", bytes.length - 2 * Sm3Hash.LENGTH, zh)
                        .sm3("contract-en.txt", en)
                        .hash("contract.bin", bytes.length - Sm3Hash.LENGTH, en));
        ProofReport.ContractShown shown = pieces.shown().contract();
        Optional<ContractSeal> sealed = shown == null ? Optional.empty() : shown.seal();
        sealed.ifPresent(seal -> {
            ShellLines lines = new ShellLines();
            String root = lines.climb(
                    "contract.bin", "contract", pieces.proof().subject().number() - seal.firstTrade(), seal.size());
            lines.hash(root, 0, seal.root())
                    .hash("seal.signed", seal.signedBytes().length - Sm3Hash.LENGTH, seal.root())
                    .signature(pieces.operatorAt(sealRecord()), "seal");
            step("seal", lines, seal.firstTrade(), seal.lastTrade());
        });
        countersignature().ifPresent(signature -> countersignature(signature, bytes, List.of(zh, en)));
    }

    /** A command that signs a contract ends with the three hashes: of the contract, of both texts. */
    private void countersignature(ProofReport.Countersignature signature, byte[] contract, List<Sm3Hash> texts) {
        Sm3Hash sm3 = Sm3Hash.ofContent(contract);
        ShellLines lines = new ShellLines().sm3("contract.bin", sm3);
        for (ProofReport.Opened opened : signed()) {
            if (opened.kind().equals(SignAgreement.class.getSimpleName())) {
                String name = ProofPieces.name(opened.sequence()) + ".signed";
                int end = opened.signature().orElseThrow().message().length;
                lines.hash(name, end - 3 * Sm3Hash.LENGTH, sm3)
                        .hash(name, end - 2 * Sm3Hash.LENGTH, texts.get(0))
                        .hash(name, end - Sm3Hash.LENGTH, texts.get(1));
            }
        }
        int offset = pieces.offsetIn(signature.record(), contract);
        lines.sm3(ProofPieces.name(signature.record()) + ".bin", offset, contract.length, sm3)
                .hash("countersignature.signed", signature.message().length - Sm3Hash.LENGTH, sm3)
                .signature(pieces.operatorAt(signature.record()), "countersignature");
        step("countersignature", lines, signature.negotiation(), signature.record());
    }

    private long sealRecord() {
        return pieces.shown().opened().stream()
                .filter(opened -> opened.kind().equals(ContractsSealed.class.getSimpleName()))
                .findFirst()
                .orElseThrow()
                .sequence();
    }

    private void amendments() {
        ProofReport.ContractShown shown = pieces.shown().contract();
        Sm3Hash previous = null;
        for (ProofReport.AmendmentShown amendment :
                shown == null ? List.<ProofReport.AmendmentShown>of() : shown.amendments()) {
            amendment(amendment, previous);
            previous = Sm3Hash.ofContent(amendment.canonicalBytes());
        }
    }

    /** The hashes of the texts are its last 64 bytes; a command that signs it ends with the three hashes. */
    private void amendment(ProofReport.AmendmentShown amendment, @Nullable Sm3Hash previous) {
        String name = ProofPieces.amendmentName(amendment.number());
        String whole = name + ".bin";
        byte[] bytes = amendment.canonicalBytes();
        Sm3Hash sm3 = Sm3Hash.ofContent(bytes);
        Sm3Hash zh = Sm3Hash.of(bytes, bytes.length - 2 * Sm3Hash.LENGTH);
        Sm3Hash en = Sm3Hash.of(bytes, bytes.length - Sm3Hash.LENGTH);
        Sm3Hash leaf = Sm3Hash.of(
                AvroBytes.decode(AmendmentTerms.class, bytes).getContractLeaf().bytes());
        ShellLines lines =
                new ShellLines().leaf("contract.bin", leaf).hash(whole, pieces.offsetIn(whole, leaf.bytes()), leaf);
        if (previous != null) {
            lines.sm3(ProofPieces.amendmentName(amendment.number() - 1) + ".bin", previous)
                    .hash(whole, pieces.offsetIn(whole, previous.bytes()), previous);
        }
        lines.sm3(name + "-zh.txt", zh)
                .hash(whole, bytes.length - 2 * Sm3Hash.LENGTH, zh)
                .sm3(name + "-en.txt", en)
                .hash(whole, bytes.length - Sm3Hash.LENGTH, en)
                .sm3(whole, sm3);
        for (ProofReport.Opened opened : signed()) {
            if (opened.sequence() == amendment.proposal() || opened.sequence() == amendment.acceptance()) {
                String signed = ProofPieces.name(opened.sequence()) + ".signed";
                int end = opened.signature().orElseThrow().message().length;
                lines.hash(signed, end - 3 * Sm3Hash.LENGTH, sm3)
                        .hash(signed, end - 2 * Sm3Hash.LENGTH, zh)
                        .hash(signed, end - Sm3Hash.LENGTH, en);
            }
        }
        lines.sm3(
                        ProofPieces.name(amendment.record()) + ".bin",
                        pieces.offsetIn(amendment.record(), bytes),
                        bytes.length,
                        sm3)
                .hash(name + ".signed", amendment.message().length - Sm3Hash.LENGTH, sm3)
                .signature(pieces.operatorAt(amendment.record()), name);
        step(
                amendment.terminates() ? "amendment.end" : "amendment",
                lines,
                amendment.number(),
                amendment.proposal(),
                amendment.acceptance(),
                amendment.record());
    }

    /** The record that tells the end, field by field as far as they are bytes, and its way to the root. */
    private void end() {
        ProofReport.ContractShown shown = pieces.shown().contract();
        Optional<ProofReport.EndShown> end = shown == null ? Optional.empty() : shown.end();
        end.ifPresent(told -> {
            String name = ProofPieces.name(told.record());
            byte[] body = pieces.body(told.record());
            ShellLines lines = new ShellLines().bytes(name + ".bin", RecordHeader.LENGTH, body);
            String root = lines.climb(
                    name + ".bin",
                    name,
                    told.record(),
                    pieces.proof().checkpoint().size());
            lines.base64(root, root());
            boolean acted = told.act().isPresent();
            step(
                    acted ? "end.act" : "end",
                    lines,
                    told.record(),
                    words.text("end.cause." + told.cause().name()),
                    told.act().orElse(0),
                    told.grounds());
        });
    }

    private Optional<ProofReport.Countersignature> countersignature() {
        ProofReport.ContractShown shown = pieces.shown().contract();
        return shown == null ? Optional.empty() : shown.countersignature();
    }

    /** One record's way to the root; the others go the same way. */
    private void inclusion() {
        long sequence = countersignature()
                .map(ProofReport.Countersignature::record)
                .or(this::meetingRecord)
                .orElse(pieces.proof().subject().number());
        ShellLines lines = new ShellLines();
        String name = ProofPieces.name(sequence);
        String root = lines.climb(
                name + ".bin", name, sequence, pieces.proof().checkpoint().size());
        lines.base64(root, root());
        step("inclusion", lines, sequence, pieces.proof().checkpoint().size());
    }

    private Optional<Long> meetingRecord() {
        return pieces.proof()
                .contract()
                .map(part -> AvroBytes.decode(ContractTerms.class, part.canonicalBytes())
                        .getFormation()
                        .getMeetingRecord());
    }

    private void checkpoint() {
        step(
                "checkpoint",
                new ShellLines()
                        .textLine("checkpoint.signed", ROOT_LINE, root())
                        .signature(pieces.operatorAt(pieces.proof().checkpoint().size()), "checkpoint"));
    }

    private String root() {
        return Base64.getEncoder()
                .encodeToString(pieces.proof().checkpoint().root().bytes());
    }
}
