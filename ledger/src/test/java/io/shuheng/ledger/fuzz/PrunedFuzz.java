package io.shuheng.ledger.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.engine.Engine;
import io.shuheng.core.engine.Replay;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.file.KeptRecords;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.file.PrunedTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pruned ledger keeps: the text of PRUNED and the file .kept, which encode to the same bytes again, and the state at the
 * cut, of which an engine is made. Which of them is read follows from the first byte.
 */
public final class PrunedFuzz implements FuzzTarget {

    /** Records of the exchange day behind which a state is taken: little more than genesis, and all kinds of members. */
    private static final List<Integer> STATES_BEHIND = List.of(1, 300);

    private final RecordCatalogue rules = RulesVersions.current();
    private final byte[] empty = new Engine(rules).stateBytes();

    @Override
    public List<byte[]> seeds() throws Exception {
        PruneFile pruned = new PruneFile(
                Sm3Hash.ZERO, "segment-00000002/20260106F.cq4", 5, Sm3Hash.ZERO, 9, 6, 7, Sm3Hash.ZERO, Sm3Hash.ZERO);
        List<byte[]> seeds = new ArrayList<>(List.of(pruned.encode(), kept(1), kept(300)));
        seeds.addAll(states());
        return seeds;
    }

    /** Of so many records the genesis, and of the tree what belongs to it. */
    private static byte[] kept(int size) {
        byte[] genesis = new byte[RecordHeader.LENGTH];
        PrunedTree.Node first = PrunedTree.tops(size).get(0);
        List<Sm3Hash> roots = new ArrayList<>();
        Map<PrunedTree.Node, Sm3Hash> nodes = new TreeMap<>();
        MerkleHasher hasher = new MerkleHasher();
        Sm3Hash leaf = hasher.leaf(genesis, 0, genesis.length);
        Sm3Hash above = leaf;
        for (int level = 0; level < first.level(); level++) {
            nodes.put(new PrunedTree.Node(level, 1), Sm3Hash.ZERO);
            above = hasher.node(above, Sm3Hash.ZERO);
        }
        if (first.level() == PrunedTree.LEVEL) {
            roots.add(above);
        }
        PrunedTree.tops(size).stream().skip(1).forEach(top -> nodes.put(top, Sm3Hash.ZERO));
        return new KeptRecords(new PrunedTree(size, roots, nodes, Map.of(0L, leaf)), List.of(genesis)).encode();
    }

    private List<byte[]> states() throws Exception {
        Replay replay = new Replay(rules);
        List<byte[]> states = new ArrayList<>(List.of(empty));
        try (LedgerReader reader = LedgerReader.open(GoldenFiles.of("ledger"))) {
            for (int behind : STATES_BEHIND) {
                while (replay.engine().size() < behind || !replay.isBetweenGroups()) {
                    if (reader.next() == Kind.RECORD) {
                        replay.accept(reader.array(), reader.offset(), reader.length());
                    }
                }
                states.add(replay.engine().stateBytes());
            }
        }
        return states;
    }

    @Override
    public void read(byte[] input) {
        try {
            int first = input.length == 0 ? 0 : input[0];
            if (first == 's') {
                assertThat(PruneFile.parse(input).encode()).isEqualTo(input);
            } else if (first == 'S') {
                assertThat(KeptRecords.decode(input).encode()).isEqualTo(input);
            } else {
                Engine engine = Engine.readState(rules, new StateSource(input));
                assertThat(engine.stateDigest()).isNotNull();
            }
        } catch (RecordFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
