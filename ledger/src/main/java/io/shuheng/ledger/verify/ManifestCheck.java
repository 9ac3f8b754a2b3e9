package io.shuheng.ledger.verify;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.file.ExportManifest;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.PruneFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * A manifest is nobody's signature: whoever alters a file can write another one. It says that a folder still is what was
 * handed over, to whoever kept the manifest's own SM3 or got it on another way.
 */
/** Whether an export still holds what its MANIFEST lists: names, lengths and SM3, and nothing beside. For one thread. */
final class ManifestCheck {

    private final Path folder;
    private @Nullable ExportManifest manifest;
    private long first;
    private Sm3Hash rootBefore = MerkleHasher.EMPTY_ROOT;
    private @Nullable Finding finding;

    /** Reads the manifest in a folder, if there is one. Blocks on the disk. */
    ManifestCheck(Path folder) throws IOException {
        this.folder = folder;
        try {
            manifest = ExportManifest.in(folder).orElse(null);
            PruneFile pruned =
                    manifest == null ? null : LedgerFolder.list(folder).pruned();
            if (pruned != null) {
                first = pruned.first();
                rootBefore = pruned.root();
            }
        } catch (RecordFormatException e) {
            finding = wrong(LedgerFolder.MANIFEST, String.valueOf(e.getMessage()));
        }
    }

    /** SM3 of the manifest, which names the whole export; null where none can be read. */
    @Nullable
    Sm3Hash sm3() {
        ExportManifest read = manifest;
        return read == null ? null : read.sm3();
    }

    /** Compares all files of the folder with it; the first that does not fit, or null. Blocks while it reads them. */
    @Nullable
    Finding files() throws IOException {
        ExportManifest listed = manifest;
        if (listed == null || finding != null) {
            return finding;
        }
        Set<String> names = new HashSet<>();
        for (ExportManifest.Entry entry : listed.files()) {
            names.add(entry.name());
            Finding wrong = file(entry);
            if (wrong != null) {
                return wrong;
            }
        }
        for (String name : ExportManifest.names(folder)) {
            if (!names.contains(name)) {
                return wrong(name, "is there and is not listed");
            }
        }
        return null;
    }

    private @Nullable Finding file(ExportManifest.Entry listed) throws IOException {
        Path path = folder.resolve(listed.name());
        if (!Files.isRegularFile(path)) {
            return wrong(listed.name(), "is listed and is not there");
        }
        long bytes = Files.size(path);
        if (bytes != listed.bytes()) {
            return wrong(listed.name(), "has " + bytes + " bytes, listed are " + listed.bytes());
        }
        Sm3Hash sm3 = ExportManifest.Entry.of(listed.name(), path).sm3();
        return sm3.equals(listed.sm3())
                ? null
                : wrong(
                        listed.name(),
                        "has SM3 " + sm3.hex() + ", listed is " + listed.sm3().hex());
    }

    /**
     * Compares what it says of the records with a ledger that was read to its end; the finding, or null. Of a pruned ledger the
     * manifest begins behind what was taken out, be the archives read along or not.
     */
    @Nullable
    Finding ledger(Sm3Hash ledgerId, long size, Sm3Hash root) {
        ExportManifest says = manifest;
        if (says == null) {
            return null;
        }
        boolean fits = says.first() == first
                && says.rootBefore().equals(rootBefore)
                && says.size() == size
                && says.root().equals(root);
        return fits
                ? otherLedger(says, ledgerId)
                : otherRecords(
                        says, "those from " + first + ", root " + rootBefore + ", to " + size + ", root " + root);
    }

    /** Compares what it says of the records with cycles of it that were read; the finding, or null. */
    @Nullable
    Finding cycles(Sm3Hash ledgerId, List<CycleReport.Cycle> read) {
        ExportManifest says = manifest;
        if (says == null) {
            return null;
        }
        for (CycleReport.Cycle cycle : read) {
            boolean within = cycle.first() >= says.first() && cycle.size() <= says.size();
            boolean begins = cycle.first() != says.first() || cycle.rootBefore().equals(says.rootBefore());
            boolean ends = cycle.size() != says.size() || cycle.root().equals(says.root());
            if (!within || !begins || !ends) {
                return otherRecords(
                        says,
                        "those from " + cycle.first() + ", root " + cycle.rootBefore() + ", to " + cycle.size()
                                + ", root " + cycle.root());
            }
        }
        return otherLedger(says, ledgerId);
    }

    private static @Nullable Finding otherLedger(ExportManifest says, Sm3Hash ledgerId) {
        boolean known = !says.ledgerId().equals(Sm3Hash.ZERO) && !ledgerId.equals(Sm3Hash.ZERO);
        return known && !says.ledgerId().equals(ledgerId)
                ? wrong(LedgerFolder.MANIFEST, "names ledger " + says.ledgerId() + ", the files are of " + ledgerId)
                : null;
    }

    private static Finding otherRecords(ExportManifest says, String found) {
        return wrong(
                LedgerFolder.MANIFEST,
                "names the records from " + says.first() + ", root " + says.rootBefore() + ", to " + says.size()
                        + ", root " + says.root() + "; the files hold " + found);
    }

    private static Finding wrong(String file, String message) {
        return new Finding(VerifierRule.MANIFEST.name(), file, 0, 0, file + ": " + message);
    }
}
