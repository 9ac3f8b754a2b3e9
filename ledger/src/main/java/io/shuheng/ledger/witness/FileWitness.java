package io.shuheng.ledger.witness;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A witness that is reached over two folders, which may be one: requests go out as files, answers come in as files. Whatever
 * carries them will do, a shared folder or a USB stick. The request in the folder is always that of the newest checkpoint.
 * A file that cannot be read may be on its way still: it stays where it is.
 */
public final class FileWitness implements Witness {

    private static final Logger LOG = LoggerFactory.getLogger(FileWitness.class);

    private final Sm3Hash ledgerId;
    private final Sm2PublicKey key;
    private final Path requests;
    private final Path answers;

    /**
     * Of one ledger.
     *
     * @param ledgerId the ledger; files of others are left alone
     * @param key of the witness
     * @param requests folder that requests are written to
     * @param answers folder that answers are read from, and deleted in when they were taken
     */
    public FileWitness(Sm3Hash ledgerId, Sm2PublicKey key, Path requests, Path answers) {
        this.ledgerId = ledgerId;
        this.key = key;
        this.requests = requests;
        this.answers = answers;
    }

    @Override
    public Sm2PublicKey key() {
        return key;
    }

    @Override
    public void ask(WitnessRequest request) throws IOException {
        Files.createDirectories(requests);
        WitnessFiles.replace(request(), request.encode());
    }

    @Override
    public List<WitnessAnswer> answers() throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        OptionalLong asked = asked();
        if (asked.isPresent()) {
            // Looked for by its name, for the folder may be full of what is none.
            files.add(answers.resolve(WitnessFiles.answerName(ledgerId, asked.getAsLong())));
        }
        files.addAll(WitnessFiles.list(answers, ledgerId.hex() + "-", WitnessFiles.ANSWER));
        List<WitnessAnswer> found = new ArrayList<>();
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                answer(file, found);
            }
        }
        return found;
    }

    private void answer(Path file, List<WitnessAnswer> found) throws IOException {
        try {
            WitnessAnswer answer = WitnessAnswer.parse(WitnessFiles.read(file, WitnessAnswer.MAX_LENGTH));
            String name = WitnessFiles.answerName(answer.ledgerId(), answer.size());
            if (name.equals(String.valueOf(file.getFileName()))) {
                found.add(answer);
            }
        } catch (RecordFormatException e) {
            LOG.debug("{}: {}", file, e.getMessage());
        }
    }

    @Override
    public void settle(WitnessAnswer answer) throws IOException {
        if (asked().equals(OptionalLong.of(answer.size()))) {
            Files.delete(request());
        }
        Files.deleteIfExists(answers.resolve(WitnessFiles.answerName(ledgerId, answer.size())));
    }

    private Path request() {
        return requests.resolve(WitnessFiles.requestName(ledgerId));
    }

    /** Size of the checkpoint that the request in the folder is about; empty where there is none that can be read. */
    private OptionalLong asked() throws IOException {
        Path request = request();
        if (!Files.isRegularFile(request)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(WitnessRequest.parse(WitnessFiles.read(request, WitnessRequest.MAX_LENGTH))
                    .checkpoint()
                    .size());
        } catch (RecordFormatException e) {
            LOG.debug("{}: {}", request, e.getMessage());
            return OptionalLong.empty();
        }
    }
}
