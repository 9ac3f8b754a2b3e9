package io.shuheng.examples.exchangeday.print;

import java.io.Console;
import java.util.Optional;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A bar on the terminal for what takes long; nothing where there is no terminal, or where it will be over at once. For one
 * thread.
 */
public final class ProgressMeter implements LongConsumer, AutoCloseable {

    private static final long WORTH_IT = 20_000;
    private static final int UPDATE_MS = 200;

    private final @Nullable ProgressBar bar;

    private ProgressMeter(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * For a task of so many steps.
     *
     * @param name what is written before the bar
     */
    public static ProgressMeter of(String name, long steps) {
        if (steps < WORTH_IT || !onTerminal()) {
            return new ProgressMeter(null);
        }
        return new ProgressMeter(new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(steps)
                .setUpdateIntervalMillis(UPDATE_MS)
                .setStyle(ProgressBarStyle.ASCII)
                .build());
    }

    private static boolean onTerminal() {
        return Optional.ofNullable(System.console())
                .map(ProgressMeter::isTerminal)
                .orElse(false);
    }

    /** Newer JDKs have a console where there is no terminal, and a method that says so. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** So many steps are done. */
    @Override
    public void accept(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
