import exchange.core2.core.ExchangeApi;
import exchange.core2.core.ExchangeCore;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.CoreWaitStrategy;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.api.ApiAddUser;
import exchange.core2.core.common.api.ApiAdjustUserBalance;
import exchange.core2.core.common.api.ApiCommand;
import exchange.core2.core.common.api.binary.BatchAddSymbolsCommand;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.ExchangeConfiguration;
import exchange.core2.core.common.config.InitialStateConfiguration;
import exchange.core2.core.common.config.PerformanceConfiguration;
import exchange.core2.core.common.config.SerializationConfiguration;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.processors.journaling.DiskSerializationProcessor;
import exchange.core2.core.processors.journaling.DiskSerializationProcessorConfiguration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/*
 * The whole of exchange-core: its ring with grouping, risk, direct book, results, and its journal on disk. Compiled when the
 * benchmark starts, against the rival's folder, and run in a JVM of its own: it shares nothing with us but the orders, which
 * come as numbers, three an order: kind, buyer, price. Its own durability is kept as it is: each batch of the journal is one
 * write to a file opened "rwd", and a result is given when book and journal are behind it.
 *
 * A line on the standard input asks for a round, its words parted by tabs; a line on the standard output that begins with "="
 * answers it, one that begins with "!" says what has failed:
 *
 *   round WAIT FOLDER FLOW                  → = NANOSECONDS TRADES JOURNAL_BYTES CPU_NANOSECONDS
 *   paced WAIT FOLDER FLOW RATE WARM FILE   → = NANOSECONDS TRADES JOURNAL_BYTES CPU_NANOSECONDS
 *
 * A paced round sends each order at the time planned for it and writes, for all but the first WARM ones, the nanoseconds from
 * the planned time to the result to FILE, eight bytes each.
 */
public final class ExchangeCorePipeline {

    private static final int WORDS = 3;
    private static final int SYMBOL = 1;
    private static final int ASSET = 11;
    private static final int MONEY = 12;
    private static final int BUYERS = 15;
    private static final long PROVIDER = 1;
    private static final long PLENTY = 1_000_000_000_000_000L;
    /** A stage that fails leaves its callers waiting, as on a JDK that its Chronicle parts do not fit. */
    private static final long OPENING_SECONDS = 30;

    private static final long LONGEST_NAP_NS = 1_000_000;

    private final long[] flow;
    private final long[] answeredNs;
    private final CountDownLatch allAnswered = new CountDownLatch(1);
    private int answered;
    private long trades;
    private String failure = "";

    private ExchangeCorePipeline(long[] flow) {
        this.flow = flow;
        this.answeredNs = new long[flow.length / WORDS];
    }

    public static void main(String[] args) {
        try {
            serve();
        } catch (Exception | Error e) {
            // Its own orderly end waits for ever for a stage that has failed.
            System.out.println("! " + e);
            Runtime.getRuntime().halt(1);
        }
    }

    private static void serve() throws Exception {
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("= ready");
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            String[] words = line.split("\t");
            Path folder = Path.of(words[2]);
            ExchangeCorePipeline round = new ExchangeCorePipeline(numbers(Path.of(words[3])));
            boolean paced = words[0].equals("paced");
            System.out.println("= "
                    + round.run(
                            CoreWaitStrategy.valueOf(words[1]),
                            folder,
                            paced ? Long.parseLong(words[4]) : 0,
                            paced ? Integer.parseInt(words[5]) : 0,
                            paced ? Path.of(words[6]) : null));
        }
    }

    private String run(CoreWaitStrategy wait, Path folder, long perSecond, int warm, Path latencies) throws Exception {
        ExchangeCore core = new ExchangeCore(this::result, configuration(wait, folder));
        core.startup();
        ExchangeApi api = core.getApi();
        open(api);
        // What the round before left is not this one's.
        System.gc();
        long cpuBeforeNs = cpuNs();
        long startNs = System.nanoTime();
        if (perSecond == 0) {
            for (int order = 0; order < answeredNs.length; order++) {
                place(api, order);
            }
        } else {
            sendAsPlanned(api, startNs, perSecond);
        }
        if (!allAnswered.await(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("not all of " + answeredNs.length + " orders have a result");
        }
        long ns = System.nanoTime() - startNs;
        long cpuNs = cpuNs() - cpuBeforeNs;
        core.shutdown();
        if (!failure.isEmpty()) {
            throw new IllegalStateException(failure);
        }
        if (latencies != null) {
            write(latencies, startNs, perSecond, warm);
        }
        return ns + " " + trades + " " + bytes(folder) + " " + cpuNs;
    }

    private static ExchangeConfiguration configuration(CoreWaitStrategy wait, Path folder) {
        DiskSerializationProcessorConfiguration defaults =
                DiskSerializationProcessorConfiguration.createDefaultConfig();
        DiskSerializationProcessorConfiguration disk = DiskSerializationProcessorConfiguration.builder()
                .storageFolder(folder.toString())
                .snapshotLz4CompressorFactory(defaults.getSnapshotLz4CompressorFactory())
                .journalFileMaxSize(defaults.getJournalFileMaxSize())
                .journalBufferSize(defaults.getJournalBufferSize())
                .journalBatchCompressThreshold(defaults.getJournalBatchCompressThreshold())
                .journalLz4CompressorFactory(defaults.getJournalLz4CompressorFactory())
                .build();
        return ExchangeConfiguration.defaultBuilder()
                .initStateCfg(InitialStateConfiguration.cleanStartJournaling("RIVAL"))
                .performanceCfg(PerformanceConfiguration.baseBuilder()
                        .waitStrategy(wait)
                        .orderBookFactory(OrderBookDirectImpl::new)
                        .build())
                .serializationCfg(SerializationConfiguration.builder()
                        .enableJournaling(true)
                        .serializationProcessorFactory(exchange -> new DiskSerializationProcessor(exchange, disk))
                        .build())
                .build();
    }

    /** A provider with the asset, buyers with money, one symbol without fees. */
    private static void open(ExchangeApi api) throws Exception {
        CoreSymbolSpecification symbol = CoreSymbolSpecification.builder()
                .symbolId(SYMBOL)
                .type(SymbolType.CURRENCY_EXCHANGE_PAIR)
                .baseCurrency(ASSET)
                .quoteCurrency(MONEY)
                .baseScaleK(1)
                .quoteScaleK(1)
                .build();
        CommandResultCode added = api.submitBinaryDataAsync(new BatchAddSymbolsCommand(symbol))
                .get(OPENING_SECONDS, TimeUnit.SECONDS);
        if (added != CommandResultCode.SUCCESS) {
            throw new IllegalStateException("symbol: " + added);
        }
        List<ApiCommand> commands = new ArrayList<>();
        for (long user = PROVIDER; user <= PROVIDER + BUYERS; user++) {
            commands.add(ApiAddUser.builder().uid(user).build());
            commands.add(ApiAdjustUserBalance.builder()
                    .uid(user)
                    .transactionId(1)
                    .currency(user == PROVIDER ? ASSET : MONEY)
                    .amount(PLENTY)
                    .build());
        }
        for (ApiCommand command : commands) {
            CommandResultCode code = api.submitCommandAsync(command).get(OPENING_SECONDS, TimeUnit.SECONDS);
            if (code != CommandResultCode.SUCCESS) {
                throw new IllegalStateException(command + ": " + code);
            }
        }
    }

    private void sendAsPlanned(ExchangeApi api, long startNs, long perSecond) {
        for (int order = 0; order < answeredNs.length; order++) {
            long plannedNs = planned(startNs, perSecond, order);
            for (long early = plannedNs - System.nanoTime(); early > 0; early = plannedNs - System.nanoTime()) {
                LockSupport.parkNanos(Math.min(early, LONGEST_NAP_NS));
            }
            place(api, order);
        }
    }

    private static long planned(long startNs, long perSecond, long order) {
        return startNs + order * 1_000_000_000L / perSecond;
    }

    /** Kind 0 rests, kind 1 takes what rests, the others meet nothing. */
    private void place(ExchangeApi api, int order) {
        int at = order * WORDS;
        boolean sells = flow[at] == 1;
        long price = flow[at + 2];
        api.placeNewOrder(
                0,
                0L,
                System.nanoTime(),
                1L + order,
                order,
                price,
                sells ? 0 : price,
                1,
                sells ? OrderAction.ASK : OrderAction.BID,
                flow[at] == 0 ? OrderType.GTC : OrderType.IOC,
                SYMBOL,
                PROVIDER + flow[at + 1]);
    }

    /** On the rival's last thread. */
    private void result(OrderCommand command, long sequence) {
        if (command.command != OrderCommandType.PLACE_ORDER) {
            return;
        }
        answeredNs[command.userCookie] = System.nanoTime();
        if (command.resultCode != CommandResultCode.SUCCESS && failure.isEmpty()) {
            failure = "order " + command.userCookie + ": " + command.resultCode;
        }
        if (command.matcherEvent != null && command.matcherEvent.eventType == MatcherEventType.TRADE) {
            trades++;
        }
        answered++;
        if (answered == answeredNs.length) {
            allAnswered.countDown();
        }
    }

    private void write(Path file, long startNs, long perSecond, int warm) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * (answeredNs.length - warm));
        for (int order = warm; order < answeredNs.length; order++) {
            bytes.putLong(answeredNs[order] - planned(startNs, perSecond, order));
        }
        Files.write(file, bytes.array());
    }

    private static long[] numbers(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        long[] numbers = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(numbers);
        return numbers;
    }

    private static long bytes(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static long cpuNs() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
