package io.shuheng.benchmarks.guard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the guard is asked to do.
 *
 * @param task what
 * @param baseline the baseline's file
 * @param launches JVMs for one measurement
 * @param rows which rows
 */
record GuardOptions(Task task, Path baseline, int launches, List<GuardedRow> rows) {

    /** How it is asked. */
    static final String USAGE =
            "Guard [--self-test | --write-baseline | --list] [--baseline FILE] [--launches 2..20] [ROW ...]";

    private static final Path BASELINE = Path.of("benchmarks/baseline.json");
    private static final int LAUNCHES = 3;
    private static final int LEAST_LAUNCHES = 2;
    private static final int MOST_LAUNCHES = 20;

    /** The guard's tasks. */
    enum Task {
        /** Measures and compares. */
        COMPARE,
        /** Measures and writes down. */
        WRITE_BASELINE,
        /** Proves that it can fail. */
        SELF_TEST,
        /** Names the rows. */
        LIST
    }

    /** Of the command line; the exception says what is wrong with it. */
    static GuardOptions parse(List<String> arguments) {
        Task task = Task.COMPARE;
        Path baseline = BASELINE;
        int launches = LAUNCHES;
        List<GuardedRow> rows = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--self-test" -> task = only(task, Task.SELF_TEST);
                case "--write-baseline" -> task = only(task, Task.WRITE_BASELINE);
                case "--list" -> task = only(task, Task.LIST);
                case "--baseline" -> baseline = Path.of(value(arguments, ++i, argument));
                case "--launches" -> launches = launches(value(arguments, ++i, argument));
                default -> rows.add(GuardedRow.named(argument));
            }
        }
        return new GuardOptions(task, baseline, launches, rows.isEmpty() ? GuardedRow.ALL : List.copyOf(rows));
    }

    private static Task only(Task before, Task task) {
        if (before != Task.COMPARE && before != task) {
            throw new IllegalArgumentException("one task at a time: " + USAGE);
        }
        return task;
    }

    private static String value(List<String> arguments, int at, String option) {
        if (at >= arguments.size()) {
            throw new IllegalArgumentException(option + ": a value is missing");
        }
        return arguments.get(at);
    }

    private static int launches(String text) {
        int number;
        try {
            number = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            number = 0;
        }
        if (number < LEAST_LAUNCHES || number > MOST_LAUNCHES) {
            throw new IllegalArgumentException(
                    "--launches " + text + ": not in " + LEAST_LAUNCHES + ".." + MOST_LAUNCHES);
        }
        return number;
    }
}
