package io.shuheng.ledger.proof.byhand;

import io.shuheng.core.contract.ContractSeal;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.proof.ClosedLeaf;
import io.shuheng.ledger.proof.ContractPart;
import io.shuheng.ledger.proof.OpenedSignature;
import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.proof.StatedCommand;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The pieces of a proof file under names of their own: records, the bytes that were signed, signatures in DER, certificates
 * in PEM, the hashes of paths, the contract, its texts and its seal. Not to be changed; thread-safe so far.
 */
public final class ProofPieces {

    private final ProofFile proof;
    private final ProofReport.Shown shown;
    private final Map<Certificate, String> certificates = new LinkedHashMap<>();
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    private ProofPieces(ProofFile proof, ProofReport.Shown shown) {
        this.proof = proof;
        this.shown = shown;
    }

    /**
     * Takes a file to pieces.
     *
     * @param proof the file
     * @param report its check
     * @throws IllegalArgumentException where the check found it INVALID, for what it holds proves nothing, or could not
     *     read its records
     */
    public static ProofPieces of(ProofFile proof, ProofReport report) {
        ProofReport.Shown shown = report.shown();
        if (shown == null) {
            throw new IllegalArgumentException("the file is " + report.verdict() + ": its pieces prove nothing");
        }
        if (report.missing().contains(ProofReport.Missing.RULES)) {
            throw new IllegalArgumentException("the file's records are of rules that this library lacks");
        }
        ProofPieces pieces = new ProofPieces(proof, shown);
        pieces.addCheckpoint();
        pieces.addRecords();
        pieces.addCertificates();
        pieces.addStatements();
        for (KeyChange change : KeyChange.in(pieces)) {
            pieces.files.put(change.name() + ".signed", change.possession());
            pieces.files.put(change.name() + ".sig", change.signature().der());
        }
        proof.contract().ifPresent(pieces::addContract);
        return pieces;
    }

    /** What each holds, by name; the names are without folders. */
    public SortedMap<String, byte[]> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    ProofFile proof() {
        return proof;
    }

    ProofReport.Shown shown() {
        return shown;
    }

    /** Name of the file with that certificate, without its ending. */
    String name(Certificate certificate) {
        return Objects.requireNonNull(certificates.get(certificate), certificate::toString);
    }

    /** Name of a record's pieces, without their endings. */
    static String name(long sequence) {
        return "record-" + sequence;
    }

    private void addCheckpoint() {
        Checkpoint checkpoint = proof.checkpoint();
        files.put("checkpoint.txt", checkpoint.encode());
        files.put("checkpoint.signed", checkpoint.signedText().getBytes(StandardCharsets.UTF_8));
        files.put("checkpoint.sig", der(checkpoint.signatures().get(0).signature()));
    }

    private void addRecords() {
        for (OpenedLeaf leaf : proof.records()) {
            files.put(name(leaf.sequence()) + ".bin", leaf.record());
            addPath(name(leaf.sequence()), leaf.path());
        }
        for (ClosedLeaf leaf : proof.closed()) {
            files.put(name(leaf.sequence()) + ".leaf", leaf.hash().bytes());
            addPath(name(leaf.sequence()), leaf.path());
        }
        for (ProofReport.Opened opened : shown.opened()) {
            opened.signature().ifPresent(signature -> {
                files.put(name(opened.sequence()) + ".signed", signature.message());
                files.put(
                        name(opened.sequence()) + ".sig", signature.signature().der());
            });
        }
    }

    /** Name of the pieces that join a command to the statement that covers it. */
    static String statementName(long command) {
        return "statement-" + command;
    }

    /** Name of the pieces that join the opening of its session to the same statement. */
    static String openingName(long command) {
        return "opening-" + command;
    }

    private void addStatements() {
        for (StatedCommand stated : proof.statements()) {
            long command = stated.sequence();
            shown.opened().stream()
                    .filter(opened -> opened.sequence() == command)
                    .flatMap(opened -> opened.statement().stream())
                    .forEach(statement -> {
                        files.put(statementName(command) + ".bytes", statement.message());
                        files.put(openingName(command) + ".bytes", statement.opening());
                        addPath(statementName(command), stated.path());
                        addPath(openingName(command), stated.openingPath());
                    });
        }
    }

    private Stream<ProofReport.OperatorKey> operatorKeys() {
        return shown.operatorKeys().stream();
    }

    private static String operatorName(int key) {
        return key == OperatorKeys.FIRST ? "operator" : "operator-" + key;
    }

    /** Name of the file with the certificate of the key that the operator signed with behind so many records. */
    String operatorAt(long size) {
        return operatorName(operatorKeys()
                .filter(key -> key.fromRecords() <= size)
                .reduce((before, next) -> next)
                .orElseThrow()
                .number());
    }

    private void addCertificates() {
        operatorKeys().forEach(key -> certificates.putIfAbsent(key.certificate(), operatorName(key.number())));
        for (ProofReport.Opened opened : shown.opened()) {
            opened.signature().ifPresent(signature -> {
                certificates.putIfAbsent(signature.certificate(), keyName(signature));
            });
        }
        for (ProofReport.Opened opened : shown.opened()) {
            opened.signature().ifPresent(signature -> {
                for (Certificate above : signature.path()) {
                    certificates.computeIfAbsent(above, unnamed -> "authority-" + (authorities() + 1));
                }
            });
        }
        certificates.forEach((certificate, name) ->
                files.put(name + ".pem", certificate.pem().getBytes(StandardCharsets.US_ASCII)));
    }

    private long authorities() {
        return certificates.values().stream()
                .filter(name -> name.startsWith("authority-"))
                .count();
    }

    private String keyName(OpenedSignature signature) {
        return operatorKeys().anyMatch(key -> key.number() == signature.key())
                ? operatorName(signature.key())
                : "key-" + signature.key();
    }

    private void addContract(ContractPart contract) {
        files.put("contract.bin", contract.canonicalBytes());
        files.put("contract-zh.txt", contract.textZh());
        files.put("contract-en.txt", contract.textEn());
        if (contract.template().length > 0) {
            files.put("template.txt", contract.template());
        }
        ProofReport.ContractShown checked = shown.contract();
        if (checked != null && checked.seal().isPresent()) {
            ContractSeal seal = checked.seal().get();
            files.put("seal.signed", seal.signedBytes());
            files.put("seal.sig", der(seal.signature()));
            addPath("contract", contract.path());
        }
        if (checked != null && checked.countersignature().isPresent()) {
            ProofReport.Countersignature countersignature =
                    checked.countersignature().get();
            files.put("countersignature.signed", countersignature.message());
            files.put("countersignature.sig", countersignature.signature().der());
        }
        if (checked != null) {
            checked.amendments().forEach(this::addAmendment);
        }
    }

    /** Name of an amendment's pieces, without their endings. */
    static String amendmentName(int number) {
        return "amendment-" + number;
    }

    private void addAmendment(ProofReport.AmendmentShown amendment) {
        String name = amendmentName(amendment.number());
        files.put(name + ".bin", amendment.canonicalBytes());
        files.put(name + "-zh.txt", amendment.textZh().getBytes(StandardCharsets.UTF_8));
        files.put(name + "-en.txt", amendment.textEn().getBytes(StandardCharsets.UTF_8));
        files.put(name + ".signed", amendment.message());
        files.put(name + ".sig", amendment.signature().der());
    }

    /** What an opened record holds behind its header. */
    byte[] body(long sequence) {
        byte[] record = Objects.requireNonNull(files.get(name(sequence) + ".bin"));
        return Arrays.copyOfRange(record, RecordHeader.LENGTH, record.length);
    }

    /** Where the bytes begin in a record. */
    int offsetIn(long sequence, byte[] part) {
        return offsetIn(name(sequence) + ".bin", part);
    }

    /** Where the bytes begin in a piece that holds them. */
    int offsetIn(String file, byte[] part) {
        byte[] whole = Objects.requireNonNull(files.get(file));
        int offset = 0;
        while (!Arrays.equals(whole, offset, offset + part.length, part, 0, part.length)) {
            offset++;
        }
        return offset;
    }

    private void addPath(String name, List<Sm3Hash> path) {
        for (int i = 0; i < path.size(); i++) {
            files.put(name + ".path" + (i + 1), path.get(i).bytes());
        }
    }

    private static byte[] der(byte[] raw) {
        return Sm2Signature.ofRaw(raw).der();
    }
}
