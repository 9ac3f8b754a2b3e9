package io.shuheng.benchmarks.book;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * exchange-core's direct book behind two functions of numbers. Its jars stand in a folder that the build fills; its class
 * loader has the platform's for a parent, so nothing of ours and nothing of its is ever mixed. The adapter is compiled
 * against that folder when the benchmark starts, which takes a JDK.
 */
final class Rival implements AutoCloseable {

    private static final String ADAPTER = "ExchangeCoreBook";

    private final URLClassLoader loader;

    private Rival(URLClassLoader loader) {
        this.loader = loader;
    }

    /** Compiles the adapter into a new folder beside the jars and opens the class loader. */
    static Rival open(Path folder) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        Path classes = Files.createTempDirectory("rival-adapter");
        compile(jars, classes);
        List<URL> path = new ArrayList<>();
        path.add(classes.toUri().toURL());
        for (Path jar : jars) {
            path.add(jar.toUri().toURL());
        }
        return new Rival(new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
    }

    /** New books: run a block of commands with the first function, compare with the second. */
    @SuppressWarnings("unchecked")
    Books books(int products) throws ReflectiveOperationException {
        Object adapter = loader.loadClass(ADAPTER).getConstructor(int.class).newInstance(products);
        return new Books((ToLongFunction<long[]>) adapter, (Function<long[], long[]>) adapter);
    }

    /**
     * The rival's books.
     *
     * @param runner runs a block of {@link BookCommands}
     * @param looker runs a block and gives its trades, six numbers each; an empty one gives the resting orders
     */
    record Books(ToLongFunction<long[]> runner, Function<long[], long[]> looker) {

        void run(long[] block) {
            long unused = runner.applyAsLong(block);
        }

        long[] look(long[] block) {
            return looker.apply(block);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static void compile(List<Path> jars, Path classes) throws IOException {
        Path source = classes.resolve(ADAPTER + ".java");
        try (InputStream text = Objects.requireNonNull(Rival.class.getResourceAsStream(ADAPTER + ".java"))) {
            Files.write(source, text.readAllBytes());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("the rival's adapter is compiled here: run this with a JDK, not a JRE");
        }
        List<String> options = List.of(
                "-proc:none",
                "-encoding",
                StandardCharsets.UTF_8.name().toLowerCase(Locale.ROOT),
                "-cp",
                String.join(
                        File.pathSeparator, jars.stream().map(Path::toString).toList()),
                "-d",
                classes.toString());
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the rival's adapter does not compile against " + jars);
            }
        }
    }
}
