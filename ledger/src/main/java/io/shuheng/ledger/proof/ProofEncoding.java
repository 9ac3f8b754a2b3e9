package io.shuheng.ledger.proof;

import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.file.OpenedLeaf;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a proof file, section by section. */
final class ProofEncoding {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream(16 * 1024);

    private ProofEncoding() {}

    /** The payload of one section. */
    @FunctionalInterface
    private interface Payload {
        void writeTo(DataOutputStream out) throws IOException;
    }

    static byte[] encode(ProofFile proof) {
        ProofEncoding encoding = new ProofEncoding();
        try {
            encoding.file.write(ProofSection.MAGIC.getBytes(StandardCharsets.US_ASCII));
            encoding.ledgerParts(proof);
            if (proof.contract().isPresent()) {
                encoding.contract(proof.contract().get());
            }
            encoding.statements(proof.statements());
            for (OpenedLeaf rotation : proof.rotations()) {
                encoding.section(ProofSection.ROTATION, out -> out.write(rotation.encode()));
            }
            byte[] digest = Sm3.hash(encoding.file.toByteArray());
            encoding.section(ProofSection.END, out -> out.write(digest));
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail to be written", e);
        }
        return encoding.file.toByteArray();
    }

    private void ledgerParts(ProofFile proof) throws IOException {
        section(ProofSection.HEAD, out -> {
            out.writeByte(proof.subject().kind().number());
            out.writeLong(proof.subject().number());
        });
        section(ProofSection.CHECKPOINT, out -> out.write(proof.checkpoint().encode()));
        if (proof.earlier().isPresent()) {
            EarlierCheckpoint earlier = proof.earlier().get();
            section(ProofSection.EARLIER, out -> {
                hashes(out, earlier.path());
                out.write(earlier.checkpoint().encode());
            });
        }
        for (OpenedLeaf leaf : proof.opened()) {
            section(ProofSection.RECORD, out -> out.write(leaf.encode()));
        }
        for (ClosedLeaf leaf : proof.closed()) {
            section(ProofSection.LEAF, out -> {
                hashes(out, leaf.path());
                out.writeLong(leaf.sequence());
                out.write(leaf.hash().bytes());
            });
        }
        for (KeyCertificates key : proof.certificates()) {
            section(ProofSection.CERTIFICATE, out -> {
                out.writeInt(key.key());
                for (Certificate certificate : key.chain()) {
                    byte[] der = certificate.der();
                    out.writeShort(der.length);
                    out.write(der);
                }
            });
        }
    }

    private void contract(ContractPart contract) throws IOException {
        section(ProofSection.CONTRACT, out -> {
            hashes(out, contract.path());
            out.write(contract.canonicalBytes());
        });
        if (contract.template().length > 0) {
            section(ProofSection.TEMPLATE, out -> out.write(contract.template()));
        }
        section(ProofSection.TEXT_ZH, out -> out.write(contract.textZh()));
        section(ProofSection.TEXT_EN, out -> out.write(contract.textEn()));
    }

    private void statements(List<StatedCommand> statements) throws IOException {
        for (StatedCommand stated : statements) {
            section(ProofSection.STATEMENT, out -> {
                out.writeLong(stated.sequence());
                hashes(out, stated.path());
                hashes(out, stated.openingPath());
            });
        }
    }

    private static void hashes(DataOutputStream out, List<Sm3Hash> hashes) throws IOException {
        out.writeByte(hashes.size());
        for (Sm3Hash hash : hashes) {
            out.write(hash.bytes());
        }
    }

    private void section(ProofSection section, Payload payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        payload.writeTo(new DataOutputStream(bytes));
        DataOutputStream out = new DataOutputStream(file);
        out.writeByte(section.type());
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }
}
