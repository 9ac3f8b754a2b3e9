package io.shuheng.benchmarks.rival;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A class that drives a rival, compiled when the benchmark starts (which takes a JDK) against the rival's jars. Those stand in
 * a folder that the build fills and are on no class path of ours; whoever loads the adapter gives it these jars and the
 * JDK, in a class loader or a JVM of its own. Closing removes the compiled class. Immutable.
 */
public final class RivalAdapter implements AutoCloseable {

    /** Where the build puts exchange-core and what it loads, from the project's folder. */
    public static final Path EXCHANGE_CORE = Path.of("benchmarks/target/rivals/exchange-core");

    private final Path classes;
    private final List<Path> jars;

    private RivalAdapter(Path classes, List<Path> jars) {
        this.classes = classes;
        this.jars = jars;
    }

    /**
     * Compiles an adapter.
     *
     * @param name its class, in no package
     * @param source its text; closed afterwards
     * @param folder where the rival's jars are
     * @throws IllegalStateException where there are no jars, no compiler, or the two do not fit
     */
    public static RivalAdapter compile(String name, InputStream source, Path folder) throws IOException {
        List<Path> jars = jars(folder);
        RivalAdapter adapter = new RivalAdapter(Files.createTempDirectory("rival-adapter"), jars);
        Path text = adapter.classes.resolve(name + ".java");
        try (source) {
            Files.write(text, source.readAllBytes());
            adapter.compile(text);
            return adapter;
        } catch (IOException | RuntimeException e) {
            adapter.close();
            throw e;
        }
    }

    /** As a class path: the adapter first, then the jars. */
    public String classPath() {
        List<String> path = new ArrayList<>();
        path.add(classes.toString());
        jars.forEach(jar -> path.add(jar.toString()));
        return String.join(File.pathSeparator, path);
    }

    /** The same for a class loader. */
    public URL[] urls() throws MalformedURLException {
        List<URL> path = new ArrayList<>();
        path.add(classes.toUri().toURL());
        for (Path jar : jars) {
            path.add(jar.toUri().toURL());
        }
        return path.toArray(URL[]::new);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(folder.toAbsolutePath()
                    + ": no folder with the rival's jars; build, and run from the project's folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private void compile(Path text) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("the rival's adapter is compiled here: run this with a JDK, not a JRE");
        }
        List<String> options = List.of(
                "-proc:none",
                "-encoding",
                StandardCharsets.UTF_8.name().toLowerCase(Locale.ROOT),
                "-cp",
                classPath(),
                "-d",
                classes.toString());
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(text))
                    .call();
            if (!compiled) {
                throw new IllegalStateException(text.getFileName() + " does not compile against " + jars);
            }
        }
    }
}
