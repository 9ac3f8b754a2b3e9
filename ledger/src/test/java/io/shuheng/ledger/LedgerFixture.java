package io.shuheng.ledger;

import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.GroupWriter;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.Validity;
import io.shuheng.crypto.merkle.MerkleHasher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes the records of a small exchange and keeps what it made, so that a test can say what must be in the files. The
 * keys are made from fixed numbers, the nonces of signatures are not.
 */
public final class LedgerFixture {

    /** Time of the genesis: 2026-01-05T01:00Z. */
    public static final long START_NS = 1_767_574_800_000_000_000L;

    /** Nanoseconds of a day. */
    public static final long DAY_NS = 86_400_000_000_000L;

    /** The operator of the fixture's ledgers. */
    public static final String OPERATOR_USCC = "91110000MA00000000";

    private static final BouncyCastleCryptoProvider CRYPTO = new BouncyCastleCryptoProvider(new SecureRandom());

    /** Made once with fixed numbers, so that the same records come out in every process. */
    private static final byte[] CERTIFICATE = certificate();

    private final Random random;
    private final RecordBuffer buffer = new RecordBuffer();
    private final List<byte[]> records = new ArrayList<>();
    private final byte[] genesis;
    private long timeNs = START_NS;

    /** With its own random stream. */
    public LedgerFixture(long seed) {
        random = new Random(seed);
        genesis = genesisBody(seed);
    }

    /** The operator's signer. */
    public static Signer operator() {
        return signer(1);
    }

    /** The operator's certificate, as it stands in genesis. */
    public static Certificate operatorCertificate() {
        return Certificate.ofDer(CERTIFICATE);
    }

    /** A signer whose private key is that number. */
    public static Signer signer(int number) {
        return CRYPTO.signer(keyPair(number));
    }

    private static Sm2KeyPair keyPair(int number) {
        byte[] key = new byte[Sm2KeyPair.PRIVATE_KEY_LENGTH];
        key[key.length - 1] = (byte) number;
        return Sm2KeyPair.ofPrivateKey(key);
    }

    /** The operator's signer, with the nonces of a fixed stream: for examples, never for anything secret. */
    public static Signer repeatableOperator() {
        return repeatable(1);
    }

    /** A signer whose private key is that number, with the nonces of a fixed stream: for examples too. */
    public static Signer repeatable(int number) {
        return new BouncyCastleCryptoProvider(new RepeatableRandom()).signer(keyPair(number));
    }

    private static byte[] certificate() {
        DistinguishedName name = DistinguishedName.ofCountry("CN")
                .organization("Example Exchange")
                .build();
        Validity year = Validity.ofDays(START_NS / 1_000_000_000, 365);
        BouncyCastleCryptoProvider repeatable = new BouncyCastleCryptoProvider(new RepeatableRandom());
        return CertificateAuthority.createRoot(repeatable, repeatable.signer(keyPair(1)), name, year)
                .certificate()
                .der();
    }

    private static byte[] genesisBody(long seed) {
        byte[] certificate = CERTIFICATE;
        Genesis genesis = Genesis.newBuilder()
                .setLedgerId(new Hash32(Sm3.hash(("ledger " + seed).getBytes(StandardCharsets.US_ASCII))))
                .setHashSuite("SM3")
                .setRulesVersion(1)
                .setTimeOffsetMinutes(480)
                .setOperatorNameZh("示例数据交易所")
                .setOperatorNameEn("Example Data Exchange")
                .setOperatorUscc(OPERATOR_USCC)
                .setOperatorCertificate(ByteBuffer.wrap(certificate))
                .setMemberAuthorities(List.of(MemberAuthority.newBuilder()
                        .setAuthorityClass(AuthorityClass.DEMONSTRATION)
                        .setCertificate(ByteBuffer.wrap(certificate))
                        .build()))
                .setPredecessorCheckpoint(ByteBuffer.allocate(0))
                .setLimits(Limits.newBuilder()
                        .setIdWindowNs(60_000_000_000L)
                        .setIdsPerMember(100)
                        .setSealTrades(64)
                        .setSealSpanNs(1_000_000_000L)
                        .setTimersPerCommand(64)
                        .setOrdersPerStep(256)
                        .build())
                .build();
        return AvroBytes.encode(genesis);
    }

    /** The genesis and one schema-like result record. */
    public LedgerFixture appendGenesis(Ledger ledger) {
        buffer.clear();
        buffer.startRecord(1, 0, records.size(), timeNs, 1);
        buffer.append(genesis, 0, genesis.length);
        byte[] authentication = AvroBytes.encode(Authentication.newBuilder()
                .setKind(AuthenticationKind.INTERNAL.number())
                .setKey(0)
                .setSession(0)
                .setSignature(ByteBuffer.allocate(0))
                .build());
        buffer.append(authentication, 0, authentication.length);
        buffer.appendVarint(0);
        addRecord(128, true, 40);
        return hand(ledger);
    }

    /** A TICK: nothing but its header, no authentication, no events. */
    public LedgerFixture appendTick(Ledger ledger) {
        buffer.clear();
        timeNs++;
        buffer.startRecord(2, RecordHeader.END_OF_GROUP, records.size(), timeNs, 2);
        buffer.append(new byte[5], 0, 5);
        return hand(ledger);
    }

    /** The recorded digest of a state, as the engine takes it. */
    public LedgerFixture appendDigest(Ledger ledger, long sequence, Sm3Hash sm3) {
        buffer.clear();
        RecordCatalogue catalogue = RulesVersions.current();
        GroupWriter group = new GroupWriter(catalogue);
        group.start(records.size());
        group.event(EventKind.STATE_DIGEST_RECORDED, sequence, 0, 0);
        byte[] command = AvroBytes.encode(new RecordStateDigest(sequence, new Hash32(sm3.bytes())));
        group.writeTo(
                buffer,
                catalogue.kindOf(RecordStateDigest.class),
                timeNs,
                command,
                command.length,
                new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0)));
        return hand(ledger);
    }

    /** One group: a command and so many results, each with a body of up to that many random bytes. */
    public LedgerFixture appendGroup(Ledger ledger, int results, int maxBodyLength) {
        buffer.clear();
        addGroup(results, maxBodyLength);
        return hand(ledger);
    }

    /** Reads what the ledger holds, and goes on behind it; begins it where it holds nothing. */
    public LedgerFixture goOnFrom(Ledger ledger) {
        records.clear();
        try (RecordCursor cursor = ledger.cursor(0)) {
            while (cursor.next()) {
                int end = cursor.offset() + cursor.length();
                records.add(Arrays.copyOfRange(cursor.array(), cursor.offset(), end));
                timeNs = RecordHeader.timeNs(cursor.array(), cursor.offset());
            }
        }
        return records.isEmpty() ? appendGenesis(ledger) : this;
    }

    /** Several groups in one call, all of random shape. */
    public LedgerFixture appendGroups(Ledger ledger, int groups) {
        buffer.clear();
        for (int i = 0; i < groups; i++) {
            addGroup(random.nextInt(3), 120);
        }
        return hand(ledger);
    }

    private void addGroup(int results, int maxBodyLength) {
        timeNs += random.nextInt(1_000_000);
        addRecord(2 + random.nextInt(100), results == 0, maxBodyLength);
        for (int i = 1; i <= results; i++) {
            addRecord(128 + random.nextInt(64), i == results, maxBodyLength);
        }
    }

    private void addRecord(int type, boolean last, int maxBodyLength) {
        long sequence = (long) records.size() + buffer.count();
        buffer.startRecord(type, last ? RecordHeader.END_OF_GROUP : 0, sequence, timeNs, 1 + random.nextInt(20));
        byte[] body = new byte[random.nextInt(maxBodyLength + 1)];
        random.nextBytes(body);
        if (random.nextInt(4) == 0) {
            Arrays.fill(body, body.length / 2, body.length, (byte) 0);
        }
        buffer.append(body, 0, body.length);
    }

    private LedgerFixture hand(Ledger ledger) {
        for (int i = 0; i < buffer.count(); i++) {
            records.add(buffer.copy(i));
        }
        ledger.append(buffer);
        return this;
    }

    /** Moves sequenced time on. */
    public LedgerFixture later(long ns) {
        timeNs += ns;
        return this;
    }

    /** All records handed over, in order. */
    public List<byte[]> records() {
        return records;
    }

    /** Forgets the records from that number on, as a ledger does that never acknowledged them. */
    public void forgetFrom(long size) {
        records.subList((int) size, records.size()).clear();
    }

    /** Root of the tree over the first records, by the plain definition of RFC 6962. */
    public static Sm3Hash rootOf(List<byte[]> records) {
        MerkleHasher hasher = new MerkleHasher();
        if (records.isEmpty()) {
            return Sm3Hash.ofContent();
        }
        if (records.size() == 1) {
            return Sm3Hash.ofContent(new byte[] {0}, records.get(0));
        }
        int split = Integer.highestOneBit(records.size() - 1);
        return hasher.node(rootOf(records.subList(0, split)), rootOf(records.subList(split, records.size())));
    }

    /** The bytes of SM3 over a counter. */
    private static final class RepeatableRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private int counter;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int at = 0; at < bytes.length; at += Sm3Hash.LENGTH) {
                byte[] block = Sm3.hash(Integer.toString(counter++).getBytes(StandardCharsets.US_ASCII));
                System.arraycopy(block, 0, bytes, at, Math.min(block.length, bytes.length - at));
            }
        }
    }
}
