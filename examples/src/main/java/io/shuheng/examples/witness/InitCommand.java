package io.shuheng.examples.witness;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init HOME}: makes a witness. */
@Command(name = "init", description = "Makes a witness: its folder and its key.", mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "HOME", description = "the witness's own folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path home;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "name on its signature lines, without white space: a domain name, say")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private String name;

    @Override
    public Integer call() throws IOException {
        WitnessHome made =
                WitnessHome.make(home, name, Clock.systemUTC().instant().getEpochSecond());
        spec.commandLine().getOut().println("witness " + made.name());
        spec.commandLine()
                .getOut()
                .println("certificate " + home.resolve("witness.pem") + " SM3 "
                        + made.certificate().sm3().hex());
        return 0;
    }
}
