package io.shuheng.benchmarks.crypto;

import io.shuheng.benchmarks.guard.ProcessorTime;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.crypto.merkle.MerkleBatchHasher;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.crypto.merkle.MerkleTree;
import java.util.Arrays;
import java.util.Locale;

/**
 * Contracts sealed a second on one core: canonical bytes of 1 KiB each, which are there already, hashed into a tree, its root
 * signed with SM2, and a path made for each contract, so that each verifies alone; batches of 64, 256 and 1 024. Prints the
 * median of processor time with the smallest and the largest. {@code java -cp benchmarks/target/shuheng-benchmarks.jar
 * io.shuheng.benchmarks.crypto.SealingRate}, with {@code --add-modules jdk.incubator.vector} for side-by-side hashing.
 */
public final class SealingRate {
    private static final int CONTRACT_BYTES = 1024;
    private static final int SIGNED_BYTES = 94;
    private static final int WARM_UPS = 5;
    private static final int ROUNDS = 15;
    private static final long ROUND_NS = 200_000_000L;

    private final BouncyCastleCryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair operator = provider.generateKeyPair();
    private final Signer signer = provider.signer(operator);
    private final MerkleBatchHasher hasher = new MerkleBatchHasher();
    private final byte[] contracts;
    private final int[] offsets;
    private final int[] lengths;
    private final byte[] leaves;
    private final InclusionProof[] paths;

    private byte[] signature = new byte[0];
    private Sm3Hash root = Sm3Hash.ZERO;

    private SealingRate(int batch) {
        contracts = new byte[batch * CONTRACT_BYTES];
        provider.randomBytes(contracts);
        offsets = new int[batch];
        lengths = new int[batch];
        leaves = new byte[batch * Sm3Hash.LENGTH];
        paths = new InclusionProof[batch];
        Arrays.setAll(offsets, i -> i * CONTRACT_BYTES);
        Arrays.fill(lengths, CONTRACT_BYTES);
    }

    /** Runs it for each size of a batch. */
    public static void main(String[] arguments) {
        for (int batch : new int[] {64, 256, 1024}) {
            SealingRate rate = new SealingRate(batch);
            double[] perSecond = new double[ROUNDS];
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                double measured = rate.round();
                if (round >= 0) {
                    perSecond[round] = measured;
                }
            }
            rate.requireEachVerifies();
            Arrays.sort(perSecond);
            System.out.printf(
                    Locale.ROOT,
                    "batches of %d, %s: %,.0f contracts/s of processor time (%,.0f to %,.0f)%n",
                    batch,
                    rate.hasher.name(),
                    perSecond[ROUNDS / 2],
                    perSecond[0],
                    perSecond[ROUNDS - 1]);
        }
    }

    private double round() {
        long start = ProcessorTime.threadNs();
        long contractsSealed = 0;
        while (ProcessorTime.threadNs() - start < ROUND_NS) {
            seal();
            contractsSealed += paths.length;
        }
        return contractsSealed * 1e9 / (ProcessorTime.threadNs() - start);
    }

    private void seal() {
        contracts[0]++;
        hasher.leaves(contracts, offsets, lengths, paths.length, leaves, 0);
        MerkleTree tree = new MerkleTree();
        tree.append(leaves, 0, paths.length, hasher);
        root = tree.root();
        signature = signer.sign(sealed()).raw();
        for (int i = 0; i < paths.length; i++) {
            paths[i] = tree.inclusion(i, paths.length);
        }
    }

    private byte[] sealed() {
        return Arrays.copyOf(root.bytes(), SIGNED_BYTES);
    }

    private void requireEachVerifies() {
        boolean good = new Sm2Verifier(operator.publicKey()).verify(sealed(), Sm2Signature.ofRaw(signature));
        MerkleHasher alone = new MerkleHasher();
        for (int i = 0; i < paths.length; i++) {
            good &= paths[i].verify(alone.leaf(contracts, offsets[i], CONTRACT_BYTES), root);
        }
        if (!good) {
            throw new IllegalStateException("a contract does not verify under its seal");
        }
    }
}
