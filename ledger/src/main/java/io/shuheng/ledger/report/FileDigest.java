package io.shuheng.ledger.report;

import io.shuheng.crypto.Sm3Digest;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file as working papers name it: anybody computes the same with common tools. Immutable.
 *
 * @param name as the page shows it
 * @param bytes its length
 * @param sm3 SM3 of its bytes
 * @param sha256 SHA-256 of its bytes, hexadecimal
 */
public record FileDigest(String name, long bytes, Sm3Hash sm3, String sha256) {

    private static final int BLOCK = 1 << 16;

    /**
     * Of a file; reads it in blocks.
     *
     * @param name as the page is to show it
     * @throws IOException where it cannot be read
     */
    public static FileDigest of(String name, Path file) throws IOException {
        Sm3Digest sm3 = new Sm3Digest();
        MessageDigest sha256 = newSha256();
        byte[] block = new byte[BLOCK];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                sm3.update(block, 0, read);
                sha256.update(block, 0, read);
                bytes += read;
            }
        }
        return new FileDigest(name, bytes, sm3.doFinal(), HexFormat.of().formatHex(sha256.digest()));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has it", e);
        }
    }
}
