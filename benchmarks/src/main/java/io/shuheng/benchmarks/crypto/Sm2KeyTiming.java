package io.shuheng.benchmarks.crypto;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Decryptor;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;

/**
 * Whether the time of signing and unwrapping tells keys apart: extreme keys against an ordinary one, in random order inside one JVM,
 * Welch's t over the faster nine tenths. Beyond 4.5 in repeated runs with one sign is a leak; a BigInteger control shows what one
 * looks like. {@code java -cp benchmarks/target/shuheng-benchmarks.jar io.shuheng.benchmarks.crypto.Sm2KeyTiming}
 */
public final class Sm2KeyTiming {
    private static final int WARM_UP = 20_000;
    private static final int SAMPLES = 40_000;
    private static final BigInteger N =
            new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16);
    private static final BigInteger ORDINARY = N.divide(BigInteger.valueOf(3)).setBit(17);

    private final Random order = new Random(1);
    private final BouncyCastleCryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final byte[] message = new byte[32];
    private long sink;

    private Sm2KeyTiming() {}

    /** Work with one of two keys. */
    private interface Work {
        long run();
    }

    /**
     * Measures and prints.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Sm2KeyTiming timing = new Sm2KeyTiming();
        BigInteger[] extremes = {BigInteger.ONE, BigInteger.ONE.shiftLeft(255), N.subtract(BigInteger.TWO)};
        for (BigInteger extreme : extremes) {
            String name = "d = " + extreme.toString(16);
            timing.compare("sign, " + name, timing.signing(extreme), timing.signing(ORDINARY), SAMPLES);
            timing.compare("unwrap, " + name, timing.unwrapping(extreme), timing.unwrapping(ORDINARY), SAMPLES / 40);
        }
        timing.compare("control: BigInteger", control(BigInteger.ONE), control(ORDINARY), SAMPLES);
        System.out.println(timing.sink == 0 ? "nothing ran" : "");
    }

    private Sm2KeyPair key(BigInteger d) {
        return Sm2KeyPair.ofPrivateKey(HexFormat.of().parseHex(String.format("%064x", d)));
    }

    private Work signing(BigInteger d) {
        Signer signer = provider.signer(key(d));
        return () -> signer.sign(message).hashCode();
    }

    private Work unwrapping(BigInteger d) {
        Sm2KeyPair key = key(d);
        Decryptor decryptor = provider.decryptor(key);
        byte[] wrapped = provider.wrap(key.publicKey(), new byte[16]);
        return () -> decryptor.unwrap(wrapped)[0] + 1;
    }

    private static Work control(BigInteger d) {
        return () -> d.multiply(ORDINARY).mod(N).hashCode();
    }

    private void compare(String name, Work extreme, Work ordinary, int samples) {
        for (int i = 0; i < Math.min(WARM_UP, samples); i++) {
            sink += extreme.run() + ordinary.run();
        }
        double[][] ns = new double[2][samples];
        int[] taken = new int[2];
        while (taken[0] < samples && taken[1] < samples) {
            int which = order.nextInt(2);
            Work work = which == 0 ? extreme : ordinary;
            long start = System.nanoTime();
            sink += work.run();
            ns[which][taken[which]++] = System.nanoTime() - start;
        }
        double[] one = Arrays.copyOf(ns[0], taken[0]);
        double[] two = Arrays.copyOf(ns[1], taken[1]);
        System.out.printf(Locale.ROOT, "%-75s t = %.2f%n", name, welch(one, two));
    }

    private static double welch(double[] one, double[] two) {
        double[] all = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        Arrays.sort(all);
        double limit = all[all.length / 10 * 9];
        double[] a = Arrays.stream(one).filter(ns -> ns <= limit).toArray();
        double[] b = Arrays.stream(two).filter(ns -> ns <= limit).toArray();
        return (mean(a) - mean(b)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}
