package io.shuheng.ledger.witness;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        WitnessFiles.replace(requests.resolve(WitnessFiles.requestName(ledgerId)), request.encode());
    }

    @Override
    public List<WitnessAnswer> answers() throws IOException {
        List<WitnessAnswer> found = new ArrayList<>();
        for (Path file : WitnessFiles.list(answers, WitnessFiles.ANSWER)) {
            if (String.valueOf(file.getFileName()).startsWith(ledgerId.hex())) {
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
        Path request = requests.resolve(WitnessFiles.requestName(ledgerId));
        if (Files.exists(request) && isAbout(request, answer.size())) {
            Files.delete(request);
        }
        Files.deleteIfExists(answers.resolve(WitnessFiles.answerName(ledgerId, answer.size())));
    }

    private static boolean isAbout(Path request, long size) throws IOException {
        try {
            Checkpoint asked = WitnessRequest.parse(WitnessFiles.read(request, WitnessRequest.MAX_LENGTH))
                    .checkpoint();
            return asked.size() == size;
        } catch (RecordFormatException e) {
            LOG.debug("{}: {}", request, e.getMessage());
            return false;
        }
    }
}
