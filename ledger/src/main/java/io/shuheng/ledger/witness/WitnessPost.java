package io.shuheng.ledger.witness;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The witness's end of the two folders: answers every request that has no answer there yet, for whichever ledger. What
 * {@link FileWitness} is at the ledger's end. For one thread; blocks on the disk.
 */
public final class WitnessPost {

    private final Cosigner cosigner;
    private final Path requests;
    private final Path answers;

    /**
     * Over two folders, which may be one.
     *
     * @param cosigner answers
     * @param requests folder that requests are read from
     * @param answers folder that answers are written to
     */
    public WitnessPost(Cosigner cosigner, Path requests, Path answers) {
        this.cosigner = cosigner;
        this.requests = requests;
        this.answers = answers;
    }

    /**
     * Looks once. A request that cannot be read may be on its way still, and is left. Those of ledgers that are watched come
     * first, by their names: whatever else lies in the folder takes no turn from them.
     *
     * @return what was answered, in that order
     * @throws IOException where a folder, or the witness's memory, cannot be read or written
     */
    public List<WitnessAnswer> serve() throws IOException {
        List<WitnessAnswer> given = new ArrayList<>();
        for (Path file : requests()) {
            WitnessRequest request;
            try {
                request = WitnessRequest.parse(WitnessFiles.read(file, WitnessRequest.MAX_LENGTH));
            } catch (RecordFormatException e) {
                continue;
            }
            Path answer = answers.resolve(WitnessFiles.answerName(
                    request.checkpoint().ledgerId(), request.checkpoint().size()));
            if (!Files.exists(answer)) {
                WitnessAnswer said = cosigner.answer(request);
                Files.createDirectories(answers);
                WitnessFiles.replace(answer, said.encode());
                given.add(said);
            }
        }
        return given;
    }

    private Set<Path> requests() throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Sm3Hash ledgerId : cosigner.watched()) {
            Path file = requests.resolve(WitnessFiles.requestName(ledgerId));
            if (Files.isRegularFile(file)) {
                files.add(file);
            }
        }
        files.addAll(WitnessFiles.list(requests, WitnessFiles.REQUEST));
        return files;
    }
}
