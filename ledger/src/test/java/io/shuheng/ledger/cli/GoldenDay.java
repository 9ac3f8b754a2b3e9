package io.shuheng.ledger.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The exchange day that is kept as files, and the command line run over it. */
final class GoldenDay {

    /** What a command printed, and how it ended. */
    record Said(int code, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }
    }

    private GoldenDay() {}

    static Path ledger() {
        return beside("ledger");
    }

    static Path operator() {
        return beside("operator.pem");
    }

    static Path membersAuthority() {
        return beside("members-ca.pem");
    }

    static Path anchor() {
        return beside("closing.checkpoint");
    }

    private static Path beside(String name) {
        try {
            return Path.of(Objects.requireNonNull(GoldenDay.class.getResource("/golden/rules-1"))
                            .toURI())
                    .resolve(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Said run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int code = VerifierMain.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new Said(code, out.toString(), err.toString());
    }
}
