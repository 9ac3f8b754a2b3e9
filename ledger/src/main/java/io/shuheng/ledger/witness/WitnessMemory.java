package io.shuheng.ledger.witness;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.disk.DiskFile;
import io.shuheng.ledger.disk.DurableFiles;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.file.Checkpoint;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/*
 * A witness that forgot what it had seen would cosign the other history. So a ledger's memory is a file from the day it is
 * accepted, empty at first: where that file is gone or cannot be read, there is no memory, and nothing is signed.
 */
/**
 * What a witness remembers, in a folder of its own: for each ledger the operator's certificates that it trusts, those that
 * it trusts no more because the operator has changed its key, and the checkpoint that it has cosigned last, or is about to; and evidence of forks. What is remembered is on the device when
 * the call returns. One process at a time has it open. Not thread-safe.
 *
 * <pre>
 * ledgers/&lt;ledger id&gt;/operator-&lt;SM3 of the certificate&gt;.pem
 * ledgers/&lt;ledger id&gt;/retired-&lt;SM3 of the certificate&gt;.pem
 * ledgers/&lt;ledger id&gt;/seen.checkpoint
 * evidence/&lt;ledger id&gt;-&lt;size&gt;-&lt;root&gt;.fork
 * </pre>
 */
public final class WitnessMemory implements Closeable {

    private static final int MAX_PEM = 64 * 1024;
    private static final int MAX_EVIDENCE = 1000;
    private static final String LEDGERS = "ledgers";
    private static final String SEEN = "seen.checkpoint";
    private static final String CERTIFICATE = ".pem";
    private static final String OPERATOR = "operator-";
    private static final String RETIRED = "retired-";
    private static final String FORK = ".fork";

    private final Path home;
    private final DiskFile lock;

    private WitnessMemory(Path home, DiskFile lock) {
        this.home = home;
        this.lock = lock;
    }

    /**
     * Opens a witness's folder, and makes it where it is not there.
     *
     * @throws IOException where it cannot be written, or another process has it open
     */
    public static WitnessMemory open(Path home) throws IOException {
        DurableFiles.makeDirectory(home);
        DiskFile lock = LedgerFiles.onDisk().open(home.resolve("LOCK"));
        if (!lock.tryLock()) {
            lock.close();
            throw new IOException(home + " is open already: one witness has one memory");
        }
        return new WitnessMemory(home, lock);
    }

    /**
     * Accepts a ledger, or one more certificate of its operator.
     *
     * @param ledgerId the ledger
     * @param operator certificate that its checkpoints are signed with
     * @throws IOException where it cannot be written, or the operator has put another key in the place of this one
     */
    public void accept(Sm3Hash ledgerId, Certificate operator) throws IOException {
        boolean retired = certificates(ledgerId, RETIRED).stream()
                .anyMatch(one -> one.publicKey().equals(operator.publicKey()));
        if (retired) {
            throw new IOException("certificate SM3 " + operator.sm3() + " of ledger " + ledgerId
                    + ": the operator has put another key in its place");
        }
        DurableFiles.makeDirectory(home.resolve(LEDGERS));
        Path folder = DurableFiles.makeDirectory(ledger(ledgerId));
        if (!Files.exists(folder.resolve(SEEN))) {
            if (!WitnessFiles.list(folder, CERTIFICATE).isEmpty()) {
                throw lost(ledgerId);
            }
            WitnessFiles.replace(folder.resolve(SEEN), new byte[0]);
        }
        write(file(ledgerId, OPERATOR, operator), operator);
    }

    private static void write(Path file, Certificate certificate) throws IOException {
        WitnessFiles.replace(file, certificate.pem().getBytes(StandardCharsets.US_ASCII));
    }

    private Path file(Sm3Hash ledgerId, String kind, Certificate certificate) {
        return ledger(ledgerId).resolve(kind + certificate.sm3().hex() + CERTIFICATE);
    }

    /**
     * Trusts the key in force of an accepted ledger's operator, and those before it no more. Killed in between, it trusts
     * both, and no other; the next checkpoint that is cosigned makes up for it.
     */
    void follow(Sm3Hash ledgerId, Certificate inForce, List<Certificate> retired) throws IOException {
        if (!Files.exists(file(ledgerId, OPERATOR, inForce))) {
            write(file(ledgerId, OPERATOR, inForce), inForce);
        }
        for (Certificate before : retired) {
            if (!Files.exists(file(ledgerId, RETIRED, before))) {
                write(file(ledgerId, RETIRED, before), before);
            }
            Files.deleteIfExists(file(ledgerId, OPERATOR, before));
        }
    }

    /** The ledgers that were accepted, in the order of their ids. */
    List<Sm3Hash> ledgers() throws IOException {
        List<Sm3Hash> ids = new ArrayList<>();
        Path folder = home.resolve(LEDGERS);
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    ids.add(TextFields.ledgerId(String.valueOf(entry.getFileName())));
                }
            } catch (RecordFormatException e) {
                throw new IOException(folder + " holds what is no ledger's memory: " + e.getMessage(), e);
            }
        }
        ids.sort(Comparator.comparing(Sm3Hash::hex));
        return ids;
    }

    /** Certificates that are trusted for a ledger's operator; none where the ledger was not accepted. */
    List<Certificate> operators(Sm3Hash ledgerId) throws IOException {
        return certificates(ledgerId, OPERATOR);
    }

    private List<Certificate> certificates(Sm3Hash ledgerId, String kind) throws IOException {
        List<Certificate> certificates = new ArrayList<>();
        for (Path file : WitnessFiles.list(ledger(ledgerId), kind, CERTIFICATE)) {
            try {
                String pem = new String(WitnessFiles.read(file, MAX_PEM), StandardCharsets.UTF_8);
                certificates.add(Certificate.ofPem(pem));
            } catch (CryptoException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
        return certificates;
    }

    /**
     * The checkpoint of an accepted ledger that was seen last; empty where none was yet.
     *
     * @throws IOException where there is no memory that can be read
     */
    Optional<Checkpoint> seen(Sm3Hash ledgerId) throws IOException {
        Path file = ledger(ledgerId).resolve(SEEN);
        if (!Files.exists(file)) {
            throw lost(ledgerId);
        }
        byte[] text = WitnessFiles.read(file, Checkpoint.MAX_LENGTH);
        try {
            return text.length == 0 ? Optional.empty() : Optional.of(Checkpoint.parse(text));
        } catch (RecordFormatException e) {
            throw new IOException(file + ": the memory of this ledger is damaged: " + e.getMessage(), e);
        }
    }

    private static IOException lost(Sm3Hash ledgerId) {
        return new IOException("ledger " + ledgerId + ": the memory of what was seen of it is gone");
    }

    /** Remembers a checkpoint as the last one seen. */
    void remember(Checkpoint checkpoint) throws IOException {
        WitnessFiles.replace(ledger(checkpoint.ledgerId()).resolve(SEEN), checkpoint.encode());
    }

    /** Keeps evidence, as much as there is room for: the first thousand are enough. */
    void keep(ForkEvidence evidence) throws IOException {
        Path folder = DurableFiles.makeDirectory(home.resolve("evidence"));
        Checkpoint shown = evidence.shown();
        String name = String.format(
                Locale.ROOT,
                "%s-%020d-%s%s",
                shown.ledgerId().hex(),
                shown.size(),
                shown.root().hex().substring(0, 16),
                FORK);
        if (!Files.exists(folder.resolve(name))
                && WitnessFiles.list(folder, FORK).size() < MAX_EVIDENCE) {
            WitnessFiles.replace(folder.resolve(name), evidence.encode());
        }
    }

    private Path ledger(Sm3Hash ledgerId) {
        return home.resolve(LEDGERS).resolve(ledgerId.hex());
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
