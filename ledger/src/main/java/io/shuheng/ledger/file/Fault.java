package io.shuheng.ledger.file;

/**
 * The first place where the files are not what FORMAT.md says. Immutable.
 *
 * @param rule the rule that is broken
 * @param file path relative to the ledger's folder, with '/'; empty where it is the folder itself
 * @param offset of the first byte of the document or field at fault, in bytes from the file's start
 * @param sequence number of the record at fault, or of the next record where the fault is in none
 * @param message value found and rule, in English
 */
public record Fault(FaultRule rule, String file, long offset, long sequence, String message) {

    @Override
    public String toString() {
        return rule + " in " + (file.isEmpty() ? "the ledger's folder" : file) + " at offset " + offset + ", sequence "
                + sequence + ": " + message;
    }
}
