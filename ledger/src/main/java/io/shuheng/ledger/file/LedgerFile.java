package io.shuheng.ledger.file;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A .cq4 file of a segment. Immutable.
 *
 * @param segment number of its segment, from 1
 * @param name path relative to the ledger's folder, with '/'
 * @param path where it is
 * @param epochDay the UTC day that its name says, days since 1970-01-01
 */
public record LedgerFile(int segment, String name, Path path, long epochDay) {

    /** Ending of the names of evidence files. */
    public static final String SUFFIX = ".cq4";

    private static final Pattern FILE_NAME = Pattern.compile("\\d{8}F\\.cq4");
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    /** The file name of a UTC day. */
    public static String nameOfDay(long epochDay) {
        return DAY.format(LocalDate.ofEpochDay(epochDay)) + "F" + SUFFIX;
    }

    /** The file at that path, or nothing where its name is not one of a UTC day. */
    static Optional<LedgerFile> of(int segment, Path path) {
        Path fileName = path.getFileName();
        if (fileName == null || !FILE_NAME.matcher(fileName.toString()).matches()) {
            return Optional.empty();
        }
        try {
            long day = LocalDate.parse(fileName.toString().substring(0, 8), DAY).toEpochDay();
            String name = LedgerFolder.segmentName(segment) + "/" + fileName;
            return Optional.of(new LedgerFile(segment, name, path, day));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
