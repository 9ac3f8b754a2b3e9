package io.shuheng.crypto.merkle;

import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 6962, 2.1, 2.1.1 and 2.1.2, as recursions on lists; shares no code with what it checks. */
final class NaiveMerkleModel {
    private NaiveMerkleModel() {}

    static Sm3Hash leaf(byte[] record) {
        return Sm3Hash.of(Sm3.hash(new byte[] {0}, record));
    }

    /** MTH(D[n]), over leaf hashes. */
    static Sm3Hash root(List<Sm3Hash> d) {
        if (d.isEmpty()) {
            return Sm3Hash.of(Sm3.hash());
        }
        if (d.size() == 1) {
            return d.get(0);
        }
        int k = split(d.size());
        return Sm3Hash.of(Sm3.hash(
                new byte[] {1},
                root(d.subList(0, k)).bytes(),
                root(d.subList(k, d.size())).bytes()));
    }

    /** PATH(m, D[n]). */
    static List<Sm3Hash> path(int m, List<Sm3Hash> d) {
        if (d.size() == 1) {
            return List.of();
        }
        int k = split(d.size());
        List<Sm3Hash> left = d.subList(0, k);
        List<Sm3Hash> right = d.subList(k, d.size());
        return m < k ? plus(path(m, left), root(right)) : plus(path(m - k, right), root(left));
    }

    /** PROOF(m, D[n]). */
    static List<Sm3Hash> proof(int m, List<Sm3Hash> d) {
        return subproof(m, d, true);
    }

    private static List<Sm3Hash> subproof(int m, List<Sm3Hash> d, boolean b) {
        if (m == d.size()) {
            return b ? List.of() : List.of(root(d));
        }
        int k = split(d.size());
        List<Sm3Hash> left = d.subList(0, k);
        List<Sm3Hash> right = d.subList(k, d.size());
        return m <= k ? plus(subproof(m, left, b), root(right)) : plus(subproof(m - k, right, false), root(left));
    }

    private static int split(int n) {
        int k = 1;
        while (2 * k < n) {
            k = 2 * k;
        }
        return k;
    }

    private static List<Sm3Hash> plus(List<Sm3Hash> path, Sm3Hash last) {
        List<Sm3Hash> longer = new ArrayList<>(path);
        longer.add(last);
        return longer;
    }
}
