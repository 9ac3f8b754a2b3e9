package io.shuheng.core.architecture;

import java.util.List;
import java.util.stream.Stream;

/** The packages of the core by their place in the rules. A new package is put on one of these lists, or fails the build. */
final class CorePackages {
    /** The six links of a data exchange, and what each of them needs. */
    static final List<String> CAPABILITIES = List.of(
            "participant",
            "session",
            "registration",
            "listing",
            "trading",
            "contract",
            "delivery",
            "dispute",
            "clearing",
            "voucher",
            "metering");

    /** Packages of which the engine's thread alone holds the state. */
    static final List<String> OF_ONE_THREAD =
            Stream.concat(CAPABILITIES.stream(), Stream.of("engine", "genesis")).toList();

    /** Packages whose code decides results: a replay must give the same bytes. Records and rules serve all threads. */
    static final List<String> DETERMINISTIC =
            Stream.concat(OF_ONE_THREAD.stream(), Stream.of("record", "rules")).toList();

    /** Whoever reads records; they know none of these. */
    static final List<String> READERS_OF_RECORDS = Stream.concat(
                    CAPABILITIES.stream(),
                    Stream.of("engine", "runtime", "view", "market", "member", "service", "ledger"))
            .toList();

    static final List<String> KNOWN = Stream.concat(
                    DETERMINISTIC.stream(),
                    Stream.of("ledger", "evidence", "monitor", "runtime", "view", "market", "member", "service"))
            .toList();

    private CorePackages() {}
}
