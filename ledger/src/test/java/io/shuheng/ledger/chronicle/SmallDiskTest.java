package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerFixture;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A file system of 8 MiB that really gets full. Only where this process may mount one; elsewhere there are no tests. */
final class SmallDiskTest {

    private static final int MIB = 1 << 20;
    private static final int CUSHION = 64 * 1024;

    @TempDir
    Path directory;

    /** Something to be done on a small disk. */
    private interface OnDisk {
        void run(Path disk) throws IOException;
    }

    @TestFactory
    Stream<DynamicTest> aDiskOf8MiB(TestReporter reporter) throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        if (!run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString())) {
            reporter.publishEntry("not applicable", "this process may not mount a file system");
            return Stream.empty();
        }
        unmount(disk);
        return Stream.of(
                test("refusesNewCommandsAndKeepsWhatItAcknowledged", disk, SmallDiskTest::fillUp),
                test("failsTypedWhereNobodyListensToTheRefusal", disk, SmallDiskTest::fillUpRegardless));
    }

    private static DynamicTest test(String name, Path disk, OnDisk test) {
        return DynamicTest.dynamicTest(name, () -> {
            assertThat(run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()))
                    .isTrue();
            try {
                test.run(disk);
            } finally {
                unmount(disk);
            }
        });
    }

    private static void unmount(Path disk) throws IOException, InterruptedException {
        assertThat(run("umount", disk.toString())).isTrue();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static ChronicleLedger open(Path disk, long floorBytes) {
        LedgerSettings settings = LedgerSettings.defaults().withBlockBytes(MIB).withFreeSpaceFloorBytes(floorBytes);
        return ChronicleLedger.open(settings, disk.resolve("ledger"), LedgerFixture.operator());
    }

    private static void requireClosedWith(Path disk, LedgerFixture fixture) throws IOException {
        LedgerAudit audit = LedgerAudit.of(disk.resolve("ledger"));
        assertThat(audit.isClosed()).as(audit.toString()).isTrue();
        assertThat(audit.records()).containsExactlyElementsOf(fixture.records());
    }

    private static void fillUp(Path disk) throws IOException {
        LedgerFixture fixture = new LedgerFixture(1);
        try (ChronicleLedger ledger = open(disk, MIB)) {
            fixture.appendGenesis(ledger);
            while (ledger.acceptsMore()) {
                fixture.appendGroup(ledger, 10, 3_000);
                ledger.commit();
            }
            fixture.appendGroup(ledger, 10, 3_000);
            ledger.checkpoint();
            assertThat(ledger.size()).isEqualTo(fixture.records().size());
        }
        requireClosedWith(disk, fixture);
        assertThat(fixture.records()).hasSizeGreaterThan(1_000);
    }

    private static void fillUpRegardless(Path disk) throws IOException {
        LedgerFixture fixture = new LedgerFixture(2);
        Path ballast = disk.resolve("ballast");
        for (int cushion = 0; cushion < 2 * MIB; cushion += 5 * CUSHION) {
            try (ChronicleLedger ledger = open(disk, 0)) {
                fixture.goOnFrom(ledger);
                ledger.commit();
                long free = disk.toFile().getUsableSpace();
                try (OutputStream out = Files.newOutputStream(ballast)) {
                    out.write(new byte[(int) Math.max(0, free - cushion)]);
                }
                fillUpRegardless(ledger, fixture);
            }
            Files.delete(ballast);
        }
        try (ChronicleLedger ledger = open(disk, 0)) {
            fixture.goOnFrom(ledger);
        }
        requireClosedWith(disk, fixture);
    }

    private static void fillUpRegardless(ChronicleLedger ledger, LedgerFixture fixture) {
        try {
            for (int i = 0; i < 10_000; i++) {
                fixture.appendGroup(ledger, 10, 3_000);
                ledger.commit();
            }
            throw new AssertionError("the disk never got full");
        } catch (LedgerException e) {
            assertThat(e.code()).isEqualTo(Code.DISK_FULL);
            fixture.forgetFrom(ledger.size());
        }
    }
}
