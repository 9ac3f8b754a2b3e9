package io.shuheng.ledger.proof;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.file.SuccessionProof;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a proof file, section by section, and nothing that is not exactly one. For one use. */
final class ProofDecoding {

    private static final byte[] MAGIC = ProofSection.MAGIC.getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final List<OpenedLeaf> opened = new ArrayList<>();
    private final List<ClosedLeaf> closed = new ArrayList<>();
    private final List<KeyCertificates> certificates = new ArrayList<>();
    private final List<StatedCommand> statements = new ArrayList<>();
    private final List<OpenedLeaf> rotations = new ArrayList<>();
    private @Nullable ProofSubject subject;
    private @Nullable Checkpoint checkpoint;
    private @Nullable EarlierCheckpoint earlier;
    private List<Sm3Hash> contractPath = List.of();
    private byte @Nullable [] contract;
    private byte[] template = new byte[0];
    private byte @Nullable [] textZh;
    private byte @Nullable [] textEn;

    ProofDecoding(byte[] bytes) {
        this.bytes = bytes;
    }

    ProofFile decode() {
        if (bytes.length > ProofFile.MAX_LENGTH) {
            throw new RecordFormatException("file of " + bytes.length + " bytes: at most " + ProofFile.MAX_LENGTH);
        }
        if (bytes.length < MAGIC.length || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new RecordFormatException("file: does not begin as a proof file of version 1");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        in.position(MAGIC.length);
        ProofSection last = null;
        while (last != ProofSection.END) {
            last = section(in, last);
        }
        if (in.hasRemaining()) {
            throw new RecordFormatException("file: " + in.remaining() + " bytes behind its end");
        }
        return file();
    }

    private ProofSection section(ByteBuffer in, @Nullable ProofSection last) {
        int start = in.position();
        require("section", in, ProofSection.HEADER_LENGTH);
        ProofSection section = ProofSection.of(in.get() & 0xff);
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new RecordFormatException(
                    section + " at " + start + ": length " + length + ", " + in.remaining() + " bytes are left");
        }
        if (last != null && section.compareTo(last) < (repeats(section) ? 0 : 1)) {
            throw new RecordFormatException(section + " at " + start + ": behind " + last + ", out of order");
        }
        ByteBuffer payload = in.slice(in.position(), length);
        in.position(in.position() + length);
        read(section, payload, start);
        if (payload.hasRemaining()) {
            throw new RecordFormatException(
                    section + " at " + start + ": " + payload.remaining() + " bytes behind its last field");
        }
        return section;
    }

    private static boolean repeats(ProofSection section) {
        return switch (section) {
            case RECORD, LEAF, CERTIFICATE, STATEMENT, ROTATION -> true;
            case HEAD, CHECKPOINT, EARLIER, CONTRACT, TEMPLATE, TEXT_ZH, TEXT_EN, END -> false;
        };
    }

    private void read(ProofSection section, ByteBuffer in, int start) {
        switch (section) {
            case HEAD -> {
                require("head", in, 1 + Long.BYTES);
                subject = new ProofSubject(ProofSubject.Kind.of(in.get() & 0xff), in.getLong());
            }
            case CHECKPOINT -> checkpoint = Checkpoint.parse(rest(in, Checkpoint.MAX_LENGTH));
            case EARLIER -> {
                List<Sm3Hash> path = hashes(in);
                earlier = new EarlierCheckpoint(Checkpoint.parse(rest(in, Checkpoint.MAX_LENGTH)), path);
            }
            case RECORD -> {
                requireRoom("records", opened, ProofFile.MAX_OPENED);
                opened.add(OpenedLeaf.parse(rest(in, in.remaining())));
            }
            case LEAF -> {
                requireRoom("leaves", closed, ProofFile.MAX_CLOSED);
                List<Sm3Hash> path = hashes(in);
                require("leaf", in, Long.BYTES + Sm3Hash.LENGTH);
                closed.add(new ClosedLeaf(in.getLong(), hash(in), path));
            }
            case CERTIFICATE -> certificates.add(certificates(in));
            case CONTRACT -> {
                contractPath = hashes(in);
                contract = rest(in, ContractPart.MAX_CANONICAL_LENGTH);
            }
            case TEMPLATE -> {
                require("template", in, 1);
                template = rest(in, in.remaining());
            }
            case TEXT_ZH -> textZh = rest(in, ContractPart.MAX_TEXT_LENGTH);
            case TEXT_EN -> textEn = rest(in, ContractPart.MAX_TEXT_LENGTH);
            case STATEMENT -> {
                requireRoom("statements", statements, ProofFile.MAX_STATEMENTS);
                require("statement.sequence", in, Long.BYTES);
                statements.add(new StatedCommand(in.getLong(), hashes(in), hashes(in)));
            }
            case ROTATION -> {
                requireRoom("rotations", rotations, SuccessionProof.MAX_ROTATIONS);
                rotations.add(OpenedLeaf.parse(rest(in, in.remaining())));
            }
            case END -> requireDigest(in, start);
        }
    }

    /** Against damage on the way; a forger makes it anew. */
    private void requireDigest(ByteBuffer in, int start) {
        require("end", in, Sm3Hash.LENGTH);
        if (!hash(in).equals(Sm3Hash.ofContent(Arrays.copyOf(bytes, start)))) {
            throw new RecordFormatException("end: not the SM3 of the bytes before it; the file is damaged");
        }
    }

    private KeyCertificates certificates(ByteBuffer in) {
        requireRoom("keys", certificates, ProofFile.MAX_KEYS);
        require("certificate.key", in, Integer.BYTES);
        int key = in.getInt();
        List<byte[]> chain = new ArrayList<>();
        while (in.hasRemaining()) {
            requireRoom("certificate.chain", chain, KeyCertificates.MAX_CHAIN);
            require("certificate", in, Short.BYTES);
            int length = in.getShort() & 0xffff;
            require("certificate", in, length);
            byte[] der = new byte[length];
            in.get(der);
            chain.add(der);
        }
        return KeyCertificates.ofDer(key, chain);
    }

    private ProofFile file() {
        if (subject == null || checkpoint == null) {
            throw new RecordFormatException("file: without head or checkpoint");
        }
        return new ProofFile(
                subject,
                checkpoint,
                Optional.ofNullable(earlier),
                opened,
                closed,
                certificates,
                contractPart(),
                statements,
                rotations);
    }

    private Optional<ContractPart> contractPart() {
        if (contract == null && template.length == 0 && textZh == null && textEn == null) {
            return Optional.empty();
        }
        if (contract == null || textZh == null || textEn == null) {
            throw new RecordFormatException("file: a contract comes with both its texts, and they with it");
        }
        return Optional.of(new ContractPart(contract, contractPath, template, textZh, textEn));
    }

    private static List<Sm3Hash> hashes(ByteBuffer in) {
        require("path", in, 1);
        int count = in.get() & 0xff;
        require("path", in, count * Sm3Hash.LENGTH);
        List<Sm3Hash> hashes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            hashes.add(hash(in));
        }
        return hashes;
    }

    private static Sm3Hash hash(ByteBuffer in) {
        byte[] hash = new byte[Sm3Hash.LENGTH];
        in.get(hash);
        return Sm3Hash.of(hash);
    }

    private static byte[] rest(ByteBuffer in, int most) {
        if (in.remaining() > most) {
            throw new RecordFormatException("section of " + in.remaining() + " bytes: at most " + most);
        }
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }

    private static void require(String field, ByteBuffer in, int length) {
        if (in.remaining() < length) {
            throw new RecordFormatException(field + ": " + length + " bytes, " + in.remaining() + " are left");
        }
    }

    private static void requireRoom(String field, List<?> list, int most) {
        if (list.size() == most) {
            throw new RecordFormatException(field + ": more than " + most);
        }
    }
}
