package io.shuheng.ledger.snapshot;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the records of a ledger stand up to some place: what an index needs to know of files that are not read again.
 * Immutable; arrays are not copied.
 *
 * @param files names of the files, in the order they are read; the last is the one in which reading goes on
 * @param ends offset behind the last valid document of each; of the last, where reading goes on
 * @param placeFiles for every 1024th record the number of its file, from 0
 * @param placeOffsets and the offset of its document
 */
public record RecordPlaces(List<String> files, List<Long> ends, int[] placeFiles, long[] placeOffsets) {

    /** A place for each so many records. */
    private static final int STRIDE = 1024;

    /** "segment-NNNNNNNN/yyyyMMddF.cq4". */
    private static final int SHORTEST_NAME = 30;

    /** Takes copies of the lists. */
    public RecordPlaces {
        files = List.copyOf(files);
        ends = List.copyOf(ends);
        if (files.isEmpty() || files.size() != ends.size() || placeFiles.length != placeOffsets.length) {
            throw new RecordFormatException("snapshot.places: " + files.size() + " files, " + ends.size() + " ends, "
                    + placeFiles.length + " and " + placeOffsets.length + " places");
        }
    }

    /** Name of the file in which reading goes on. */
    public String file() {
        return files.get(files.size() - 1);
    }

    /** Offset of the next document's word in it. */
    public long offset() {
        return ends.get(ends.size() - 1);
    }

    void write(StateSink sink) {
        sink.number(files.size());
        for (int i = 0; i < files.size(); i++) {
            sink.text(files.get(i));
            sink.number(ends.get(i));
        }
        sink.number(placeFiles.length);
        for (int i = 0; i < placeFiles.length; i++) {
            sink.number(placeFiles[i]);
            sink.number(placeOffsets[i]);
        }
    }

    /** @param size number of records whose places these are */
    static RecordPlaces read(StateSource source, long size) {
        List<String> files = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        for (int left = source.count(); left > 0; left--) {
            String file = source.text();
            if (file.length() < SHORTEST_NAME) {
                // Else a head of empty names would take many times its own length.
                throw new RecordFormatException("snapshot.places: no file is named '" + file + "'");
            }
            files.add(file);
            ends.add(source.number());
        }
        int count = source.count();
        if (count > size / STRIDE + 1) {
            throw new RecordFormatException("snapshot.places: " + count + " of " + size + " records");
        }
        int[] placeFiles = new int[count];
        long[] placeOffsets = new long[count];
        for (int i = 0; i < count; i++) {
            placeFiles[i] = source.within(0, files.size() - 1);
            placeOffsets[i] = source.number();
        }
        return new RecordPlaces(files, ends, placeFiles, placeOffsets);
    }
}
