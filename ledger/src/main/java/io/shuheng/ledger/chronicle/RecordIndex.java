package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.Cq4Header;
import io.shuheng.ledger.file.FrameCheck;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.snapshot.RecordPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where records stand in the files: every 1024th by its place, the others by reading on from there. Filled when a ledger
 * is opened and by its writer; 16 bytes per 1024 records. Thread-safe.
 */
final class RecordIndex {

    /** Records from one noted place to the next. */
    static final int STRIDE = 1024;

    private final int firstPlace;

    /** Of a ledger that begins behind so many records, 0 where nothing was taken out. */
    RecordIndex(long first) {
        firstPlace = (int) ((first + STRIDE - 1) / STRIDE);
    }

    /** A place to read from: a file's number in the order of reading, and the offset of a document's word. */
    record Place(int file, long offset) {}

    private final List<LedgerFile> files = new ArrayList<>();
    private long[] ends = new long[4];
    private int[] placeFiles = new int[16];
    private long[] placeOffsets = new long[16];
    private int places;

    /** Notes a mark's document. */
    synchronized void mark(LedgerFile file, long offset, int length) {
        extend(file, offset, length);
    }

    /** Notes a record's document; records come in order, from 0. */
    synchronized void record(LedgerFile file, long offset, int length, long sequence) {
        extend(file, offset, length);
        if (sequence % STRIDE == 0) {
            if (places == placeOffsets.length) {
                placeFiles = Arrays.copyOf(placeFiles, 2 * places);
                placeOffsets = Arrays.copyOf(placeOffsets, 2 * places);
            }
            placeFiles[places] = files.size() - 1;
            placeOffsets[places++] = offset;
        }
    }

    private void extend(LedgerFile file, long offset, int length) {
        int last = files.size() - 1;
        long end = offset + Cq4File.WORD + Cq4File.padded(FrameCheck.LENGTH + length);
        if (last >= 0 && files.get(last).name().equals(file.name())) {
            ends[last] = end;
        } else {
            add(file, end);
        }
    }

    private void add(LedgerFile file, long end) {
        if (files.size() == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        ends[files.size()] = end;
        files.add(file);
    }

    /** What it knows of the first records, the last of which ends in that file at that offset. */
    synchronized RecordPlaces upTo(long records, LedgerFile file, long offset) {
        int last = files.indexOf(file);
        List<Long> before = new ArrayList<>(Arrays.stream(ends, 0, last).boxed().toList());
        before.add(offset);
        int count = Math.max(0, (int) ((records + STRIDE - 1) / STRIDE) - firstPlace);
        return new RecordPlaces(
                files.subList(0, last + 1).stream().map(LedgerFile::name).toList(),
                before,
                Arrays.copyOf(placeFiles, count),
                Arrays.copyOf(placeOffsets, count));
    }

    /**
     * Takes what another index knew, into this, which is empty.
     *
     * @param found the files that are there, by name
     * @throws LedgerException DATA_LOSS where one is not there or ends before
     */
    synchronized void restore(RecordPlaces known, Map<String, LedgerFile> found) throws IOException {
        for (int i = 0; i < known.files().size(); i++) {
            LedgerFile file = found.get(known.files().get(i));
            if (file == null || Files.size(file.path()) < known.ends().get(i)) {
                throw new LedgerException(Code.DATA_LOSS, known.files().get(i) + " is not there, or ends before");
            }
            add(file, known.ends().get(i));
        }
        places = known.placeFiles().length;
        placeFiles = Arrays.copyOf(known.placeFiles(), Math.max(16, places));
        placeOffsets = Arrays.copyOf(known.placeOffsets(), Math.max(16, places));
    }

    /** A place at or before the record; the start where there is none yet. */
    synchronized Place before(long sequence) {
        int place = (int) Math.min(sequence / STRIDE - firstPlace, places - 1L);
        return place < 0 ? new Place(0, Cq4Header.LENGTH) : new Place(placeFiles[place], placeOffsets[place]);
    }

    /** The file with that number. */
    synchronized LedgerFile file(int number) {
        return files.get(number);
    }

    /** Number of files. */
    synchronized int fileCount() {
        return files.size();
    }

    /** Offset behind the last valid document of the file, as far as written. */
    synchronized long end(int number) {
        return ends[number];
    }
}
