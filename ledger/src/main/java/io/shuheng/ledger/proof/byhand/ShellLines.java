package io.shuheng.ledger.proof.byhand;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.proof.byhand.ByHandStep.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/*
 * OpenSSL 3.0 takes the user id of SM2 for the certificate that is asked about alone, so each issuer in turn stands as the
 * trusted one (-partial_chain). What dgst prints of a file differs between versions; -r has one form in all of them.
 */
/** The lines of a POSIX shell and OpenSSL 3 that a check by hand is made of. Collects them in order; for one thread. */
final class ShellLines {

    private static final String DIST_ID = "distid:1234567812345678";

    private final List<Line> lines = new ArrayList<>();

    List<Line> lines() {
        return List.copyOf(lines);
    }

    private ShellLines add(String command, String expected) {
        lines.add(new Line(command, expected));
        return this;
    }

    /** A certificate under its issuer's, at a second since 1970. */
    ShellLines certificate(String subject, String issuer, long atSeconds) {
        return add(
                "openssl verify -partial_chain -attime " + atSeconds + " -vfyopt " + DIST_ID + " -CAfile " + issuer
                        + ".pem " + subject + ".pem",
                subject + ".pem: OK");
    }

    /** The fingerprint to be compared with one that came another way. */
    ShellLines fingerprint(String name, Sm3Hash sm3) {
        return add("openssl x509 -in " + name + ".pem -outform DER | openssl dgst -sm3 -r", sm3.hex() + " *stdin");
    }

    /** The key out of a certificate. */
    ShellLines publicKey(String name) {
        return add("openssl x509 -in " + name + ".pem -noout -pubkey > " + name + ".pub", "");
    }

    /** An SM2 signature. */
    ShellLines signature(String key, String pieces) {
        return add(
                "openssl dgst -sm3 -verify " + key + ".pub -sigopt " + DIST_ID + " -signature " + pieces + ".sig "
                        + pieces + ".signed",
                "Verified OK");
    }

    /** SM3 of a file. */
    ShellLines sm3(String file, Sm3Hash sm3) {
        return add("openssl dgst -sm3 -r " + file, sm3.hex() + " *" + file);
    }

    /** SM3 of a part of a file. */
    ShellLines sm3(String file, int offset, int length, Sm3Hash sm3) {
        return add(part(file, offset, length) + " | openssl dgst -sm3 -r", sm3.hex() + " *stdin");
    }

    /** The leaf that a file is in a tree. */
    ShellLines leaf(String file, Sm3Hash leaf) {
        return add("{ printf '\\000'; cat " + file + "; } | openssl dgst -sm3 -r", leaf.hex() + " *stdin");
    }

    /** A hash that stands in a file, in hexadecimal. */
    ShellLines hash(String file, int offset, Sm3Hash hash) {
        return add(part(file, offset, Sm3Hash.LENGTH) + " | " + HEX, hash.hex());
    }

    /** Bytes that stand in a file, in hexadecimal. */
    ShellLines bytes(String file, int offset, byte[] bytes) {
        return add(
                part(file, offset, bytes.length) + " | " + HEX, HexFormat.of().formatHex(bytes));
    }

    /** A line of a text. */
    ShellLines textLine(String file, int line, String text) {
        return add("sed -n " + line + "p " + file, text);
    }

    /** The base64 of a file. */
    ShellLines base64(String file, String text) {
        return add("openssl base64 -in " + file, text);
    }

    private static final String HEX = "od -An -v -tx1 | tr -d ' \\n'";

    private static String part(String file, int offset, int length) {
        return "tail -c +" + (offset + 1) + " " + file + " | head -c " + length;
    }

    /**
     * From the leaf of a file up to the root.
     *
     * @param leaf file with what is hashed into the leaf
     * @param name of the pieces with the path
     * @return the file with the root
     */
    String climb(String leaf, String name, long index, long size) {
        add("{ printf '\\000'; cat " + leaf + "; } | " + digestTo(name + ".node0"), "");
        List<Boolean> siblingsLeft = siblingsLeft(index, size);
        for (int i = 0; i < siblingsLeft.size(); i++) {
            String node = name + ".node" + i;
            String sibling = name + ".path" + (i + 1);
            String both = siblingsLeft.get(i) ? sibling + " " + node : node + " " + sibling;
            add("{ printf '\\001'; cat " + both + "; } | " + digestTo(name + ".node" + (i + 1)), "");
        }
        return name + ".node" + siblingsLeft.size();
    }

    private static String digestTo(String file) {
        return "openssl dgst -sm3 -binary > " + file;
    }

    /** For each node on the way up whether its sibling stands on its left; trees are split as RFC 9162, 2.1.1 says. */
    private static List<Boolean> siblingsLeft(long index, long size) {
        List<Boolean> fromRoot = new ArrayList<>();
        long first = 0;
        for (long count = size; count > 1; ) {
            long left = Long.highestOneBit(count - 1);
            boolean isRight = index - first >= left;
            fromRoot.add(isRight);
            first += isRight ? left : 0;
            count = isRight ? count - left : left;
        }
        Collections.reverse(fromRoot);
        return fromRoot;
    }
}
