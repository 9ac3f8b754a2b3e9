package io.shuheng.core.runtime;

import io.shuheng.core.engine.DirectoryChain;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.core.view.KeyDirectory;
import io.shuheng.core.view.KnownCertificates;
import java.util.List;

/** What the façade knows of keys, certificates and instruments, made of records alone. As thread-safe as its parts. */
record Directories(KeyDirectory keys, KnownCertificates certificates, InstrumentDirectory instruments) {

    /** Empty. */
    Directories() {
        this(new KeyDirectory(), new KnownCertificates(), new InstrumentDirectory());
    }

    /**
     * Of the records that were kept beside a state.
     *
     * @throws RecordFormatException where they are not those that the state's chain is over
     */
    static Directories of(List<byte[]> records, DirectoryChain chain, RecordCatalogue catalogue) {
        DirectoryChain found = new DirectoryChain();
        records.forEach(found::add);
        if (!found.isSameAs(chain)) {
            throw new RecordFormatException(
                    "snapshot.directories: " + records.size() + " records that are not those of the state");
        }
        Directories directories = new Directories();
        for (byte[] record : records) {
            directories.observe(catalogue, record, 0, record.length);
        }
        return directories;
    }

    /** Learns from a record where it is a command's. */
    void observe(RecordCatalogue catalogue, byte[] bytes, int offset, int length) {
        RecordKind kind = catalogue.ofType(RecordHeader.type(bytes, offset));
        if (kind != null && kind.isCommand()) {
            observe(kind, CommandBody.read(kind.checker(), bytes, offset, offset + length));
        }
    }

    /** Learns from a command's record; records must come in order. */
    void observe(RecordKind kind, CommandBody body) {
        keys.observe(kind, body);
        certificates.observe(kind, body);
        instruments.observe(kind, body);
    }
}
