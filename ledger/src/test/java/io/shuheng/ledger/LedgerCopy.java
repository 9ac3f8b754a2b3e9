package io.shuheng.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A ledger's folder held in memory, to be written out again and again with one thing changed. */
public final class LedgerCopy {

    private final TreeMap<String, byte[]> files = new TreeMap<>();

    /** Takes what lies in the folder now, as a crash of the machine would leave it if all were on the device. */
    public LedgerCopy(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(path).toString();
                if (!name.equals("LOCK") && !name.endsWith("metadata.cq4t")) {
                    files.put(name, Files.readAllBytes(path));
                }
            }
        }
    }

    /** Names and contents; a test may change both. */
    public Map<String, byte[]> files() {
        return files;
    }

    /** Names of the evidence files, in order. */
    public List<String> evidence() {
        return files.keySet().stream().filter(name -> name.endsWith(".cq4")).toList();
    }

    /** Cuts the zeros behind the used part of each evidence file, which changes nothing. */
    public LedgerCopy withoutZeros() {
        for (String name : evidence()) {
            byte[] bytes = files.get(name);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] == 0) {
                end--;
            }
            files.put(name, Arrays.copyOf(bytes, Math.min(bytes.length, (end + 7) & -4)));
        }
        return this;
    }

    /** Writes everything into an empty folder. */
    public Path writeTo(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(directory, file.getKey(), file.getValue());
        }
        return directory;
    }

    /** Writes one file. */
    public static void write(Path directory, String name, byte[] content) throws IOException {
        Path path = directory.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, content);
    }

    /** Removes all that is in a folder. */
    public static void removeContent(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            entries.toList().forEach(LedgerCopy::remove);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a folder and all that is in it. */
    public static void remove(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> all = new ArrayList<>(paths.toList());
            for (int i = all.size() - 1; i >= 0; i--) {
                Files.delete(all.get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
