package io.shuheng.ledger.verify;

import io.shuheng.core.engine.Tick;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A closed ledger in order, written once for all tests: two segments, the first with the files of two days; officers,
 * members, refused commands, a tick. Tests take copies of it.
 */
final class StandardLedger {

    private final Path ledger;
    private final Path open;

    /** Writes it under that folder. */
    StandardLedger(Path parent) throws IOException {
        ledger = parent.resolve("ledger");
        open = parent.resolve("open");
        try (SmallExchange exchange = SmallExchange.found(ledger, TestKeys.MEMBERS_AUTHORITY.certificate())) {
            exchange.appointRegistrars();
            exchange.apply(1, TestKeys.MEMBERS_AUTHORITY);
            exchange.apply(2, TestKeys.MEMBERS_AUTHORITY);
            exchange.checkpoint();
            exchange.later(SmallExchange.DAY_NS);
            exchange.review(2);
            exchange.review(3);
            exchange.activate(2);
            exchange.review(99);
            exchange.checkpoint();
            copy(ledger, open);
            exchange.reopen(ledger);
            exchange.activate(3);
            exchange.sequence(
                    new Tick(),
                    new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0)));
            exchange.revokeFromTheBeginning(SmallExchange.REGISTRAR_KEY);
        }
    }

    /** The closed ledger; not to be changed. */
    Path ledger() {
        return ledger;
    }

    /** A copy of it, taken while it was being written. */
    Path open() {
        return open;
    }

    /** A fresh copy of the closed ledger. */
    Path copyTo(Path target) throws IOException {
        copy(ledger, target);
        return target;
    }

    /** A copy of the newest checkpoint outside the folder. */
    Path anchor(Path target) throws IOException {
        return Files.copy(newestCheckpoint(ledger), target);
    }

    static Path newestCheckpoint(Path ledger) throws IOException {
        return checkpoints(ledger).get(0);
    }

    /** Side files, newest first. */
    static List<Path> checkpoints(Path ledger) throws IOException {
        try (Stream<Path> files = Files.list(ledger.resolve("checkpoints"))) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** The .cq4 files, in order. */
    static List<Path> evidence(Path ledger) throws IOException {
        try (Stream<Path> files = Files.walk(ledger)) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .sorted()
                    .toList();
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
