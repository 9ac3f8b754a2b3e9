package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/**
 * What Chronicle needs of the process, and what it would do to it unasked. Called before its first class is initialised.
 */
final class ChronicleProcess {

    private static final List<String> OPENED_PACKAGES = List.of("java.lang.reflect", "sun.nio.ch");

    /* Chronicle looks for a buffer cleaner it does not need here and advises options that no longer exist. */
    private static final Logger CLEANER_SEARCH =
            Logger.getLogger("net.openhft.chronicle.core.internal.cleaner.ReflectionBasedByteBufferCleanerService");

    private ChronicleProcess() {}

    /**
     * Checks the Java options and switches off two threads that would outlive the ledger. Settings that the program has
     * made itself stay.
     *
     * @throws LedgerException MISSING_JVM_OPTION, naming each that is missing
     */
    static void prepare() {
        requireOpenedPackages();
        setIfAbsent("chronicle.disk.monitor.disable", "true");
        setIfAbsent("background.releaser", "false");
        if (CLEANER_SEARCH.getLevel() == null) {
            CLEANER_SEARCH.setLevel(Level.SEVERE);
        }
    }

    private static void requireOpenedPackages() {
        Module base = Object.class.getModule();
        // A class literal loads the class without initialising it.
        Module chronicle = SingleChronicleQueueBuilder.class.getModule();
        List<String> missing = new ArrayList<>();
        for (String opened : OPENED_PACKAGES) {
            if (!base.isOpen(opened, chronicle)) {
                missing.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
            }
        }
        if (!missing.isEmpty()) {
            throw new LedgerException(
                    Code.MISSING_JVM_OPTION,
                    "Chronicle Queue needs the Java options --add-opens=java.base/java.lang.reflect=ALL-UNNAMED"
                            + " --add-opens=java.base/sun.nio.ch=ALL-UNNAMED; missing here: "
                            + String.join(" ", missing));
        }
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
