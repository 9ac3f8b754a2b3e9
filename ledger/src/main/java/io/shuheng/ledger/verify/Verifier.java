package io.shuheng.ledger.verify;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.ThreadEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Verifies a ledger's folder. Thread-safe; each call reads all files, blocks meanwhile, and uses as many threads of its
 * own as the settings say, none of which is left behind.
 */
public final class Verifier {

    private final VerifierSettings settings;

    /** With these settings. */
    public Verifier(VerifierSettings settings) {
        this.settings = settings;
    }

    /**
     * Verifies a folder.
     *
     * @throws LedgerException NOT_A_LEDGER or IO_FAILURE where the folder, an anchor or a trusted certificate cannot be read
     */
    public Report verify(Path ledger) {
        return verify(ledger, List.of());
    }

    /**
     * Verifies a pruned ledger together with the archives of what was taken out, as if nothing had been.
     *
     * @param archives the folders that prunings wrote; with none this is {@link #verify(Path)}
     * @throws LedgerException likewise
     */
    public Report verify(Path ledger, List<Path> archives) {
        List<Thread> threads = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(settings.threads(), work -> {
            Thread thread = new Thread(work, "shuheng-verifier");
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        });
        try (VerificationPass pass = new VerificationPass(ledger, archives, settings, executor)) {
            return pass.run();
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Code.IO_FAILURE, e.toString(), e);
        } finally {
            executor.shutdownNow();
            threads.forEach(ThreadEnd::await);
        }
    }
}
