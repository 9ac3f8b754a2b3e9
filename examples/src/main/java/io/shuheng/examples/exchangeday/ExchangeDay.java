package io.shuheng.examples.exchangeday;

import io.shuheng.core.evidence.EvidenceException;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.examples.exchangeday.print.Language;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.print.Texts;
import io.shuheng.examples.exchangeday.rehearsal.Seed;
import io.shuheng.examples.exchangeday.stage.DayFolder;
import io.shuheng.examples.exchangeday.stage.DirectoryInUseException;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command line of the exchange day. Exit codes: 0 all is as it must be, 1 something is not, 64 wrong usage.
 */
@Command(
        name = "shuheng-exchange-day",
        description = {
            "A day of a data exchange, from its founding to a ledger that verifies.",
            "数据交易所的一天：从开业到一本可验证的账。",
            ""
        },
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeOnInvalidInput = ExchangeDay.USAGE,
        exitCodeOnExecutionException = ExchangeDay.FAULT)
public final class ExchangeDay implements Callable<Integer> {

    static final int FAULT = 1;
    static final int USAGE = 64;

    private static final long MAX_ORDERS = 10_000_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {"Where the day leaves its files.", "留下文件的目录。", "  ${DEFAULT-VALUE}"})
    private Path out = DayFolder.beside(ExchangeDay.class);

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = {
                "Keys, nonces and times come from it: the same seed, the same records.",
                "密钥、随机数与时间由此而来：种子相同，记录相同。",
                "  ${DEFAULT-VALUE}"
            })
    private long seed = 1;

    @Option(
            names = "--orders",
            paramLabel = "N",
            description = {
                "Orders that are sent to the continuous book, 1 to 10000000.",
                "发往连续竞价的订单数，1 至 10000000。",
                "  ${DEFAULT-VALUE}"
            })
    private long orders = 400;

    @Option(
            names = "--lang",
            paramLabel = "zh|en",
            description = {"Language of what is printed.", "输出语言。", "  ${DEFAULT-VALUE}"})
    private Language language = Language.ofThisMachine();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = {"This text.", "显示本帮助。"})
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    private final PrintStream terminal;

    private ExchangeDay(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** Runs the day and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // A terminal's own encoding may know no Chinese; every terminal of today reads UTF-8.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(run(out, arguments));
    }

    /** Runs the day in this process; errors and usage are printed on the same stream. */
    static int run(PrintStream out, String... arguments) {
        PrintWriter writer = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
        return new CommandLine(new ExchangeDay(out))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(writer)
                .setErr(writer)
                .execute(arguments);
    }

    @Override
    public Integer call() {
        if (orders < 1 || orders > MAX_ORDERS) {
            throw wrongUsage("--orders " + orders + ": not in 1.." + MAX_ORDERS);
        }
        Narrator narrator = new Narrator(terminal, Texts.in(language));
        try (DayFolder folder = DayFolder.begin(out.toAbsolutePath().normalize())) {
            return new Day(folder, new Seed(seed), orders, narrator).pass() ? 0 : FAULT;
        } catch (DirectoryInUseException e) {
            throw wrongUsage("--out " + e.getMessage());
        } catch (StoryBrokenException | LedgerException | EvidenceException | UncheckedIOException e) {
            narrator.say("day.broken", String.valueOf(e.getMessage()));
            return FAULT;
        }
    }

    private CommandLine.ParameterException wrongUsage(String message) {
        return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
