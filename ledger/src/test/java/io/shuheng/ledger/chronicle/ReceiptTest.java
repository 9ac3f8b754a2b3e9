package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.ledger.ThreadEnd;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.crypto.merkle.MerkleOutline;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.OpenResources;
import io.shuheng.ledger.disk.FaultyFiles;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.proof.ProofSubject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inclusion receipts: with the next checkpoint, for every record, and a typed failure where none will come. */
final class ReceiptTest {

    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);

    @TempDir
    Path directory;

    private final LedgerFixture fixture = new LedgerFixture(1);
    private OpenResources resources;

    @BeforeEach
    void noteResources() {
        resources = new OpenResources();
    }

    @AfterEach
    void requireNothingLeft() throws IOException {
        resources.requireNothingLeft(directory);
    }

    private ChronicleLedger open() {
        return open(LedgerFiles.onDisk());
    }

    private ChronicleLedger open(LedgerFiles files) {
        return ChronicleLedger.open(SETTINGS, files, directory, LedgerFixture.operator());
    }

    private static byte[] got(CompletableFuture<byte[]> receipt) throws IOException {
        try {
            return receipt.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    private static Code failure(CompletableFuture<byte[]> receipt) {
        try {
            throw new AssertionError("a receipt of " + receipt.get(60, TimeUnit.SECONDS).length + " bytes");
        } catch (ExecutionException e) {
            return ((LedgerException) e.getCause()).code();
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that a receipt says, by the definitions. */
    private void requireShows(byte[] receipt, long sequence, long size) {
        ProofFile file = ProofFile.parse(receipt);
        assertThat(file.subject()).isEqualTo(new ProofSubject(ProofSubject.Kind.RECEIPT, sequence));
        assertThat(file.checkpoint().size()).isEqualTo(size);
        assertThat(file.checkpoint().root())
                .isEqualTo(LedgerFixture.rootOf(fixture.records().subList(0, (int) size)));
        assertThat(file.checkpoint()
                        .isSignedBy(
                                LedgerFixture.OPERATOR_USCC,
                                new Sm2Verifier(LedgerFixture.operator().publicKey())))
                .isTrue();
        for (OpenedLeaf leaf : file.opened()) {
            byte[] record = leaf.record();
            assertThat(record).isEqualTo(fixture.records().get((int) leaf.sequence()));
            assertThat(new InclusionProof(leaf.sequence(), size, leaf.path())
                            .verify(
                                    new MerkleHasher().leaf(record, 0, record.length),
                                    file.checkpoint().root()))
                    .isTrue();
        }
        assertThat(file.opened().get(file.opened().size() - 1).sequence()).isEqualTo(sequence);
    }

    @Test
    void comeWithTheNextCheckpointAndShowEachRecordWhereverItStands() throws IOException {
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger);
            while (fixture.records().size() < 2600) {
                fixture.appendGroups(ledger, 100);
                ledger.commit();
            }
            long size = ledger.size();
            List<Long> asked = List.of(0L, 1L, 2L, 1023L, 1024L, 1500L, 2047L, 2048L, size - 1);
            List<CompletableFuture<byte[]>> receipts = new ArrayList<>();
            asked.forEach(sequence -> receipts.add(ledger.receipt(sequence)));
            assertThat(receipts).noneMatch(CompletableFuture::isDone);
            ledger.checkpoint();
            for (int i = 0; i < asked.size(); i++) {
                requireShows(got(receipts.get(i)), asked.get(i), size);
            }
            fixture.appendGroups(ledger, 3);
            ledger.commit();
            requireShows(got(ledger.receipt(7)), 7, size);
        }
    }

    @Test
    void comeAtOnceForWhatACheckpointCoversAlreadyAndAfterReopening() throws IOException {
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger).appendGroups(ledger, 900);
        }
        try (ChronicleLedger ledger = open()) {
            long covered = ledger.size();
            fixture.appendGroups(ledger, 900);
            ledger.commit();
            requireShows(got(ledger.receipt(covered - 1)), covered - 1, covered);
            CompletableFuture<byte[]> later = ledger.receipt(covered);
            CompletableFuture<byte[]> again = ledger.receipt(covered);
            ledger.checkpoint();
            requireShows(got(later), covered, ledger.size());
            assertThat(got(again)).isEqualTo(got(later));
        }
    }

    @Test
    void comeWithTheLastCheckpointWhereTheLedgerIsClosedBefore() throws IOException {
        CompletableFuture<byte[]> receipt;
        long size;
        ChronicleLedger ledger = open();
        try (ledger) {
            fixture.appendGenesis(ledger).appendGroups(ledger, 5);
            ledger.commit();
            size = ledger.size();
            receipt = ledger.receipt(2);
        }
        requireShows(got(receipt), 2, size);
        assertThat(failure(ledger.receipt(2))).isEqualTo(Code.CLOSED);
    }

    /** A desk of its own beside a ledger, that waits a moment for what hangs on receipts and no longer. */
    private ReceiptDesk desk(ChronicleLedger ledger) {
        return new ReceiptDesk(
                new LiveProofs(new MerkleOutline(10), null, ledger::cursor),
                ledger.newestCheckpoint().orElseThrow(),
                1,
                size -> List.of());
    }

    @Test
    void closeWithoutWaitingForCodeThatHangsOnOneAndGiveTheOthersWhenItGoesOn() throws Exception {
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger).appendGroups(ledger, 5);
            ledger.checkpoint();
            ReceiptDesk desk = desk(ledger);
            CountDownLatch goOn = new CountDownLatch(1);
            CompletableFuture<Thread> blocked = new CompletableFuture<>();
            CompletableFuture<Void> hanging = desk.receipt(1).thenRun(() -> {
                blocked.complete(Thread.currentThread());
                ThreadEnd.await(waitingFor(goOn));
            });
            Thread callers = blocked.get(60, TimeUnit.SECONDS);
            CompletableFuture<byte[]> other = desk.receipt(2);
            desk.end(new LedgerException(Code.CLOSED, "closed"));
            desk.close();
            assertThat(other).isNotDone();
            goOn.countDown();
            requireShows(got(other), 2, ledger.size());
            ThreadEnd.await(callers);
            assertThat(hanging).isCompleted();
        }
    }

    private static Thread waitingFor(CountDownLatch latch) {
        Thread waiting = new Thread(() -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        waiting.start();
        return waiting;
    }

    @Test
    void mayCloseTheLedgerFromWhatHangsOnThem() throws Exception {
        ChronicleLedger ledger = open();
        try (ledger) {
            fixture.appendGenesis(ledger).appendGroups(ledger, 5);
            ledger.checkpoint();
            CompletableFuture<Thread> closing = new CompletableFuture<>();
            CompletableFuture<Void> hanging = ledger.receipt(1).thenRun(() -> {
                ledger.close();
                closing.complete(Thread.currentThread());
            });
            ThreadEnd.await(closing.get(60, TimeUnit.SECONDS));
            assertThat(hanging).isCompleted();
        }
    }

    @Test
    void failWhereTheLedgerFailsBeforeACheckpointCoversTheRecord() {
        FaultyFiles files = new FaultyFiles();
        try (ChronicleLedger ledger = open(files)) {
            fixture.appendGenesis(ledger).appendGroups(ledger, 5);
            ledger.commit();
            CompletableFuture<byte[]> receipt = ledger.receipt(2);
            files.failAt(FaultyFiles.Call.FORCE, 0);
            fixture.appendGroups(ledger, 1);
            Code code = null;
            try {
                ledger.checkpoint();
            } catch (LedgerException e) {
                code = e.code();
            }
            assertThat(code).isEqualTo(Code.IO_FAILURE);
            assertThat(failure(receipt)).isEqualTo(Code.CLOSED);
            assertThat(failure(ledger.receipt(0))).isEqualTo(Code.CLOSED);
        }
    }

    @Test
    void areRefusedForWhatIsNotDurableAndWhereTooManyAreAwaited() {
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger);
            ledger.commit();
            assertThat(failure(ledger.receipt(-1))).isEqualTo(Code.OUT_OF_SEQUENCE);
            assertThat(failure(ledger.receipt(ledger.size()))).isEqualTo(Code.OUT_OF_SEQUENCE);
            List<CompletableFuture<byte[]>> awaited = new ArrayList<>();
            for (int i = 0; i < ReceiptDesk.MAX_AWAITED; i++) {
                awaited.add(ledger.receipt(i % 2));
            }
            assertThat(awaited).noneMatch(CompletableFuture::isDone);
            assertThat(failure(ledger.receipt(0))).isEqualTo(Code.BUSY);
        }
    }

    @Test
    void holdTheGenesisAndTheRecordAndNothingElse() throws IOException {
        byte[] receipt;
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger).appendGroups(ledger, 5);
            ledger.checkpoint();
            receipt = got(ledger.receipt(3));
        }
        ProofFile file = ProofFile.parse(receipt);
        for (long other : new long[] {0, 2}) {
            ProofSubject subject = new ProofSubject(ProofSubject.Kind.RECEIPT, other);
            assertThatThrownBy(() -> new ProofFile(
                            subject,
                            file.checkpoint(),
                            file.earlier(),
                            file.opened(),
                            file.closed(),
                            file.certificates(),
                            file.contract()))
                    .isInstanceOf(RecordFormatException.class);
        }
    }
}
