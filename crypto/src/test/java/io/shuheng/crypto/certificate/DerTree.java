package io.shuheng.crypto.certificate;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** DER as a tree that can be changed and written again with right lengths: for making hostile input only. */
public final class DerTree {
    private int tag;
    private byte[] content;
    private final List<DerTree> children = new ArrayList<>();

    private DerTree(int tag, byte[] content) {
        this.tag = tag;
        this.content = content;
        if ((tag & 0x20) != 0) {
            for (int at = 0; at < content.length; ) {
                int end = end(content, at);
                children.add(read(Arrays.copyOfRange(content, at, end)));
                at = end;
            }
        }
    }

    public static DerTree read(byte[] der) {
        return new DerTree(der[0] & 0xFF, Arrays.copyOfRange(der, start(der, 0), der.length));
    }

    private static int start(byte[] der, int at) {
        return at + 2 + (der[at + 1] < 0 ? der[at + 1] & 0x7F : 0);
    }

    private static int end(byte[] der, int at) {
        int start = start(der, at);
        int length = der[at + 1];
        if (length < 0) {
            length = 0;
            for (int i = at + 2; i < start; i++) {
                length = (length << 8) | (der[i] & 0xFF);
            }
        }
        return start + length;
    }

    /** Changes one element of the tree, chosen by the random numbers. */
    public DerTree mutate(Random random) {
        List<DerTree> all = new ArrayList<>();
        collect(all);
        all.get(random.nextInt(all.size())).change(random);
        return this;
    }

    private void collect(List<DerTree> all) {
        all.add(this);
        children.forEach(child -> child.collect(all));
    }

    private void change(Random random) {
        switch (random.nextInt(5)) {
            case 0 -> tag = random.nextInt(256);
            case 1 -> {
                children.clear();
                content = Arrays.copyOf(content, content.length / 2);
            }
            case 2 -> {
                children.clear();
                content = Arrays.copyOf(content, content.length + 1 + random.nextInt(40));
            }
            case 3 -> {
                children.clear();
                content = new byte[0];
            }
            default -> children.addAll(List.copyOf(children));
        }
    }

    public byte[] write() {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        if (children.isEmpty()) {
            inner.writeBytes(content);
        }
        children.forEach(child -> inner.writeBytes(child.write()));
        int length = inner.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.writeBytes(new byte[] {(byte) 0x81, (byte) length});
        } else {
            out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
        }
        out.writeBytes(inner.toByteArray());
        return out.toByteArray();
    }
}
