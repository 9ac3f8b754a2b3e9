package io.shuheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the process holds open, as Linux tells: files below a folder, mapped files, threads. */
public final class OpenResources {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();

    /** Notes the threads that run now. */
    public OpenResources() {}

    /** Fails where a file below the folder is open or mapped, or a thread runs that did not before. */
    public void requireNothingLeft(Path directory) throws IOException {
        if (Files.isDirectory(DESCRIPTORS)) {
            assertThat(openFiles(directory)).as("open files").isEmpty();
            assertThat(Files.readAllLines(MAPPINGS).stream().filter(line -> line.contains(directory.toString())))
                    .as("mapped files")
                    .isEmpty();
        }
        List<String> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .map(Thread::getName)
                // The JVM's own, which reaps the one child process that a native library asks for its path.
                .filter(name -> !name.equals("process reaper"))
                .toList();
        assertThat(threads).as("threads").isEmpty();
    }

    private static List<String> openFiles(Path directory) throws IOException {
        List<String> open = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.exists(descriptor)) {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith(directory.toString())) {
                        open.add(target);
                    }
                }
            }
        }
        return open;
    }
}
