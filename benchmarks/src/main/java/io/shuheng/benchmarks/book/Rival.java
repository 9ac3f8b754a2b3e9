package io.shuheng.benchmarks.book;

import io.shuheng.benchmarks.rival.RivalAdapter;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * exchange-core's direct book behind two functions of numbers. Its class loader has the platform's for a parent, so nothing
 * of ours and nothing of its is ever mixed.
 */
final class Rival implements AutoCloseable {

    private static final String ADAPTER = "ExchangeCoreBook";

    private final RivalAdapter adapter;
    private final URLClassLoader loader;

    private Rival(RivalAdapter adapter, URLClassLoader loader) {
        this.adapter = adapter;
        this.loader = loader;
    }

    /** Compiles the adapter and opens the class loader. */
    static Rival open(Path folder) throws IOException {
        RivalAdapter adapter = RivalAdapter.compile(
                ADAPTER, Objects.requireNonNull(Rival.class.getResourceAsStream(ADAPTER + ".java")), folder);
        return new Rival(adapter, new URLClassLoader(adapter.urls(), ClassLoader.getPlatformClassLoader()));
    }

    /** New books: run a block of commands with the first function, compare with the second. */
    @SuppressWarnings("unchecked")
    Books books(int products) throws ReflectiveOperationException {
        Object books = loader.loadClass(ADAPTER).getConstructor(int.class).newInstance(products);
        return new Books((ToLongFunction<long[]>) books, (Function<long[], long[]>) books);
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
        try (adapter) {
            loader.close();
        }
    }
}
