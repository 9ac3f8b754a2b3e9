package io.shuheng.ledger.verify;

import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.Founding;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.standby.LedgerFeed;
import io.shuheng.ledger.standby.StandbyException;
import io.shuheng.ledger.standby.StreamLink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * A program that runs an exchange under load until it is killed, feeds its standby over standard input and output, and notes
 * the sequence of each command that it has answered.
 */
public final class KilledPrimary {

    private static final int UNDER_WAY = 16;

    private KilledPrimary() {}

    /** Arguments: the ledger's folder, the file for the sequences. */
    public static void main(String[] arguments) throws Exception {
        StandbyOffice office = new StandbyOffice(SmallExchange.START_NS);
        ChronicleLedger ledger = ChronicleLedger.open(StandbyOffice.SETTINGS, Path.of(arguments[0]), TestKeys.OPERATOR);
        Founding.found(
                ledger,
                SmallExchange.genesis(TestKeys.MEMBERS_AUTHORITY.certificate()),
                TestKeys.OPERATOR,
                office.clock());
        LedgerFeed feed = new LedgerFeed(ledger, new StreamLink(System.in, System.out));
        Thread feeding = new Thread(() -> {
            try {
                feed.serve();
            } catch (IOException | StandbyException e) {
                throw new IllegalStateException("the feed ended", e);
            }
        });
        feeding.setDaemon(true);
        feeding.start();
        try (Exchange exchange = Exchange.open(office.running(), ledger);
                OutputStream answered = Files.newOutputStream(
                        Path.of(arguments[1]), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            office.appointOfficers(exchange);
            Deque<CompletableFuture<Outcome>> underWay = new ArrayDeque<>();
            while (feeding.isAlive()) {
                underWay.add(exchange.submit(office.command(exchange)));
                if (underWay.size() == UNDER_WAY) {
                    long sequence = underWay.remove().join().sequence();
                    answered.write((sequence + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }
}
