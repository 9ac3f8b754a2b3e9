package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept of records that are gone: some of them, and of the tree what proofs can still ask for. Each of these records
 * leads to a root of the tree. Immutable; the records' bytes are not copied.
 *
 * @param tree over all of them
 * @param records those that are kept, header included, in order; the first is the genesis
 */
public record KeptRecords(PrunedTree tree, List<byte[]> records) {

    /** Most bytes of the file. */
    private static final long MAX_LENGTH = 1L << 30;

    private static final byte[] MAGIC = "SHUHKPT1".getBytes(StandardCharsets.US_ASCII);

    /** Takes a copy of the list. */
    public KeptRecords {
        records = List.copyOf(records);
    }

    /**
     * Reads and checks what a ledger's PRUNED names: that the bytes have its SM3, belong together, and give its root.
     *
     * @throws RecordFormatException where they do not
     */
    public static KeptRecords read(Path ledger, PruneFile pruned) throws IOException {
        Path path = pruned.keptPath(ledger);
        if (!Files.isRegularFile(path)) {
            throw new RecordFormatException(ledger.relativize(path) + ": is not there");
        }
        if (Files.size(path) > Math.min(MAX_LENGTH, Runtime.getRuntime().maxMemory() / 4)) {
            throw new RecordFormatException(ledger.relativize(path) + ": is too large for this process");
        }
        byte[] bytes = Files.readAllBytes(path);
        if (!Sm3Hash.ofContent(bytes).equals(pruned.keptSm3())) {
            throw new RecordFormatException(ledger.relativize(path) + ": has another SM3 than PRUNED says");
        }
        KeptRecords kept = decode(bytes);
        Sm3Hash root = kept.tree.root(pruned.first()).orElse(Sm3Hash.ZERO);
        if (kept.tree.size() != pruned.first() || !root.equals(pruned.root())) {
            throw new RecordFormatException(ledger.relativize(path) + ": is of " + kept.tree.size()
                    + " records with root " + root + ", PRUNED names " + pruned.first() + " with " + pruned.root());
        }
        byte[] genesis = kept.records.get(0);
        if (!LedgerIdentity.of(genesis, 0, genesis.length).ledgerId().equals(pruned.ledgerId())) {
            throw new RecordFormatException(ledger.relativize(path) + ": is of another ledger than PRUNED says");
        }
        return kept;
    }

    /** The file's bytes. */
    public byte[] encode() {
        StateSink sink = new StateSink();
        sink.number(tree.size());
        sink.number(tree.roots().size());
        tree.roots().forEach(root -> sink.hash(root.bytes()));
        sink.number(tree.nodes().size());
        tree.nodes().forEach((node, hash) -> {
            sink.number(node.level());
            sink.number(node.index());
            sink.hash(hash.bytes());
        });
        sink.number(records.size());
        records.forEach(sink::bytes);
        byte[] body = sink.toBytes();
        byte[] bytes = Arrays.copyOf(MAGIC, MAGIC.length + body.length);
        System.arraycopy(body, 0, bytes, MAGIC.length, body.length);
        return bytes;
    }

    /**
     * Reads the file's bytes.
     *
     * @throws RecordFormatException where they are not those of FORMAT.md, or do not belong together
     */
    public static KeptRecords decode(byte[] bytes) {
        if (!Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            throw new RecordFormatException("pruned: no " + new String(MAGIC, StandardCharsets.US_ASCII));
        }
        StateSource source =
                new StateSource(Arrays.copyOfRange(bytes, MAGIC.length, Math.max(MAGIC.length, bytes.length)));
        long size = source.number();
        List<Sm3Hash> roots = new ArrayList<>();
        for (int left = source.count(); left > 0; left--) {
            roots.add(source.sm3());
        }
        TreeMap<PrunedTree.Node, Sm3Hash> nodes = new TreeMap<>();
        for (int left = source.count(); left > 0; left--) {
            PrunedTree.Node node = new PrunedTree.Node(source.within(0, PrunedTree.LEVEL - 1), source.number());
            if (!nodes.isEmpty() && node.compareTo(nodes.lastKey()) <= 0) {
                throw new RecordFormatException("pruned.node " + node + ": not behind " + nodes.lastKey());
            }
            nodes.put(node, source.sm3());
        }
        List<byte[]> records = new ArrayList<>();
        Map<Long, Sm3Hash> leaves = new HashMap<>();
        MerkleHasher hasher = new MerkleHasher();
        long last = -1;
        for (int left = source.count(); left > 0; left--) {
            byte[] record = record(source.bytes(), last);
            last = RecordHeader.sequence(record, 0);
            leaves.put(last, hasher.leaf(record, 0, record.length));
            records.add(record);
        }
        source.requireEnd();
        if (records.isEmpty() || RecordHeader.sequence(records.get(0), 0) != 0 || last >= size) {
            throw new RecordFormatException("pruned.records: not from the genesis on and below " + size);
        }
        return new KeptRecords(new PrunedTree(size, roots, nodes, leaves), records);
    }

    private static byte[] record(byte[] bytes, long last) {
        boolean whole = bytes.length >= RecordHeader.LENGTH && bytes.length <= RecordHeader.MAX_RECORD_LENGTH;
        if (!whole || RecordHeader.sequence(bytes, 0) <= last) {
            throw new RecordFormatException("pruned.records: one behind " + last + " of " + bytes.length + " bytes");
        }
        return bytes;
    }
}
