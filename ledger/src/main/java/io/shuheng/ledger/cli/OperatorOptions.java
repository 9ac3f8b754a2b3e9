package io.shuheng.ledger.cli;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.OperatorScan;
import io.shuheng.ledger.inspect.RecordStream;
import io.shuheng.ledger.verify.TrustAnchor;
import io.shuheng.ledger.verify.TrustCheck;
import io.shuheng.ledger.verify.VerificationLevel;
import io.shuheng.ledger.verify.VerifierRule;
import io.shuheng.ledger.verify.VerifierSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which operator is trusted: by its certificate, an authority's, or a fingerprint that was compared on another way. */
final class OperatorOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private CommandSpec command;

    @Option(
            names = "--trust",
            paramLabel = "CERT",
            description = "certificate (PEM) of the operator, or of an authority that issues it")
    private final List<Path> certificates = new ArrayList<>();

    @Option(
            names = "--trust-fingerprint",
            paramLabel = "SM3",
            description = "SM3 fingerprint of the operator's certificate, in hex, in the place of the certificate")
    private final List<String> fingerprints = new ArrayList<>();

    /** Refuses a command line that trusts nobody. */
    void require() {
        if (!areGiven()) {
            throw new ParameterException(
                    command.commandLine(), "Missing required option: '--trust=CERT' or '--trust-fingerprint=SM3'");
        }
    }

    /**
     * Why a ledger is not one of the operator that was given; empty where it is, or where none was given. Reads the ledger to
     * its end where the certificate of genesis is not the one. Blocks on the disk.
     */
    Optional<String> refusal(Path ledger, Genesis genesis) throws IOException {
        if (!areGiven()) {
            return Optional.empty();
        }
        VerifierSettings settings = new VerifierSettings(
                certificates(),
                fingerprints(),
                List.of(),
                List.of(),
                0,
                List.of(),
                null,
                VerificationLevel.STRUCTURE,
                1);
        OperatorScan scan = OperatorScan.of(
                ledger,
                first -> new TrustCheck(settings, genesis, first)
                        .operatorRefusal(0)
                        .isEmpty());
        return new TrustCheck(settings, genesis, scan.keys()).operatorRefusal(scan.signedSize());
    }

    /**
     * Refuses the ledger of another operator than the one that was given, where one was. Blocks on the disk.
     *
     * @throws LedgerException CORRUPT where it is another's
     */
    void requireOperatorOf(Path ledger) throws IOException {
        if (!areGiven()) {
            return;
        }
        try (RecordStream records = RecordStream.open(ledger)) {
            Optional<String> refusal = records.advance() ? refusal(ledger, records.genesis()) : Optional.empty();
            if (refusal.isPresent()) {
                throw new LedgerException(
                        LedgerException.Code.CORRUPT, VerifierRule.OPERATOR + " " + ledger + ": " + refusal.get());
            }
        }
    }

    boolean areGiven() {
        return !certificates.isEmpty() || !fingerprints.isEmpty();
    }

    /** The files that were named. */
    List<Path> files() {
        return List.copyOf(certificates);
    }

    List<TrustAnchor> certificates() throws IOException {
        return CommandFiles.certificates(certificates);
    }

    /** Hex as people copy it: with colons or spaces between bytes, in either case. */
    List<Sm3Hash> fingerprints() {
        List<Sm3Hash> read = new ArrayList<>();
        for (String text : fingerprints) {
            try {
                read.add(Sm3Hash.ofHex(text.replaceAll("[: ]", "").toLowerCase(Locale.ROOT)));
            } catch (CryptoException | IllegalArgumentException e) {
                throw new IllegalArgumentException("--trust-fingerprint " + text + ": " + e.getMessage(), e);
            }
        }
        return read;
    }
}
