package io.shuheng.ledger.cli;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.document.TimeStampResponse;
import io.shuheng.ledger.disk.DurableFiles;
import io.shuheng.ledger.evidence.DirectoryEvidenceStore;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.proof.ProofChecker;
import io.shuheng.ledger.verify.TrustAnchor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Files that are named on the command line. Stateless. */
final class CommandFiles {

    private CommandFiles() {}

    /** Certificates in PEM; an IllegalArgumentException names the one that is none. */
    static List<TrustAnchor> certificates(List<Path> files) throws IOException {
        List<TrustAnchor> certificates = new ArrayList<>();
        for (Path file : files) {
            requireNoFolder(file);
            try {
                certificates.add(TrustAnchor.ofPem(file));
            } catch (CryptoException e) {
                throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
            }
        }
        return certificates;
    }

    /** Checkpoints; an IllegalArgumentException names the one that is none. */
    static List<Checkpoint> checkpoints(List<Path> files) throws IOException {
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (Path file : files) {
            requireNoFolder(file);
            try (InputStream in = Files.newInputStream(file)) {
                checkpoints.add(Checkpoint.parse(in.readNBytes(Checkpoint.MAX_LENGTH + 1)));
            } catch (RecordFormatException e) {
                throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
            }
        }
        return checkpoints;
    }

    /** The bytes of a proof file, at most one more than it may have. */
    static byte[] proof(Path file) throws IOException {
        requireNoFolder(file);
        return ProofChecker.read(file);
    }

    /** Answers of time stamp authorities, each at most one byte longer than one may be. */
    static List<byte[]> timeStamps(List<Path> files) throws IOException {
        List<byte[]> responses = new ArrayList<>();
        for (Path file : files) {
            requireNoFolder(file);
            try (InputStream in = Files.newInputStream(file)) {
                responses.add(in.readNBytes(TimeStampResponse.MAXIMUM_LENGTH + 1));
            }
        }
        return responses;
    }

    /** A folder is no file: said before something less clear is. */
    static void requireNoFolder(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + ": is a folder, not a file");
        }
    }

    /** The ledger's folder is never written to. */
    static void requireOutside(Path ledger, String option, @Nullable Path file) throws IOException {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (folder != null && folder.toRealPath().startsWith(ledger.toRealPath())) {
            throw new IllegalArgumentException(option + " " + file + ": the ledger's folder is never written to");
        }
    }

    /** As {@link #requireOutside}, of a folder that need not be there yet. */
    static void requireFolderOutside(Path ledger, String option, Path folder) throws IOException {
        Path there = folder.toAbsolutePath().normalize();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there != null && there.toRealPath().startsWith(ledger.toRealPath())) {
            throw new IllegalArgumentException(option + " " + folder + ": the ledger's folder is never written to");
        }
    }

    /** Documents by their SM3, where a folder of them was named. */
    static Function<Sm3Hash, Optional<byte[]>> documents(@Nullable Path evidence) {
        return evidence == null ? sm3 -> Optional.empty() : DirectoryEvidenceStore.reading(evidence)::get;
    }

    /** Begins a file that only its owner may read: what a ledger holds are trade secrets. */
    static BufferedWriter writer(Path file) throws IOException {
        write(file, new byte[0]);
        return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    /** Writes a file that only its owner may read: proofs and their parts are trade secrets. */
    static void write(Path file, byte[] bytes) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        DurableFiles.ownerOnly(file);
        Files.write(file, bytes);
    }
}
