package io.shuheng.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyTablesTest {
    private static final int BEFORE = KeyTables.USES_BEFORE_TABLE;

    private final List<Sm2PublicKey> keys = Stream.generate(
                    () -> BouncyCastleCryptoProvider.create().generateKeyPair().publicKey())
            .limit(5)
            .toList();

    private static void use(KeyTables tables, Sm2PublicKey key, int times) {
        for (int i = 0; i < times; i++) {
            tables.use(key);
        }
    }

    @Test
    void aKeyGetsItsTableWhenItHasPaidForIt() {
        KeyTables tables = new KeyTables(2);
        use(tables, keys.get(0), BEFORE - 1);
        assertThat(tables.size()).isZero();

        PointTable table = tables.use(keys.get(0));

        assertThat(table).isNotNull().isSameAs(tables.use(keys.get(0)));
        assertThat(tables.tablesMade()).isEqualTo(1);
        assertThat(KeyTables.TABLE_BYTES).isEqualTo(PointTable.BYTES);
    }

    @Test
    void usesThroughSeveralVerifiersCountTogether() {
        KeyTables tables = new KeyTables(2);
        Sm2KeyPair keyPair = BouncyCastleCryptoProvider.create().generateKeyPair();
        byte[] message = "m".getBytes(US_ASCII);
        Sm2Signature signature =
                BouncyCastleCryptoProvider.create().signer(keyPair).sign(message);
        for (int i = 0; i < 2 * BEFORE; i++) {
            Sm2PublicKey read = Sm2PublicKey.ofEncoded(keyPair.publicKey().encoded());
            Sm2Verifier verifier = new Sm2Verifier(read, Sm2UserId.defaultBytes(), tables);
            assertThat(verifier.verify(message, signature)).isTrue();
            assertThat(verifier.verify("other".getBytes(US_ASCII), signature)).isFalse();
        }
        assertThat(tables.size()).isEqualTo(1);
    }

    @Test
    void moreBusyKeysThanPlacesDoNotChaseEachOtherOut() {
        KeyTables tables = new KeyTables(2);
        for (int round = 0; round < 10 * BEFORE; round++) {
            keys.forEach(tables::use);
        }
        assertThat(tables.size()).isEqualTo(2);
        assertThat(tables.tablesMade()).isEqualTo(2);
        assertThat(tables.use(keys.get(0))).isNotNull();
        assertThat(tables.use(keys.get(4))).isNull();
    }

    @Test
    void aTableThatLiesIdleMakesRoom() {
        KeyTables tables = new KeyTables(2);
        use(tables, keys.get(0), BEFORE);
        use(tables, keys.get(1), BEFORE);
        for (int round = 0; round < 4 * BEFORE; round++) {
            tables.use(keys.get(1));
            tables.use(keys.get(2));
        }
        assertThat(tables.use(keys.get(2))).isNotNull();
        assertThat(tables.use(keys.get(0))).isNull();
        assertThat(tables.size()).isEqualTo(2);
    }

    @Test
    void keysThatComeOnceMakeNoTableAndAreForgotten() {
        KeyTables tables = new KeyTables(1);
        use(tables, keys.get(0), BEFORE - 1);
        for (int i = 0; i < 16; i++) {
            tables.use(BouncyCastleCryptoProvider.create().generateKeyPair().publicKey());
        }
        assertThat(tables.use(keys.get(0))).isNull();
        assertThat(tables.tablesMade()).isZero();
    }

    @Test
    void aTableThatCannotBeMadeLeavesItsPlaceToTheNextTry() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        KeyTables tables = new KeyTables(1, key -> {
            if (exhausted.get()) {
                throw new OutOfMemoryError("no room for a table");
            }
            return new PointTable(key.point());
        });
        use(tables, keys.get(0), BEFORE - 1);
        assertThatThrownBy(() -> tables.use(keys.get(0))).isInstanceOf(OutOfMemoryError.class);
        assertThat(tables.size()).isZero();
        assertThat(tables.tablesMade()).isZero();

        exhausted.set(false);
        use(tables, keys.get(0), BEFORE - 1);

        assertThat(tables.use(keys.get(0))).isNotNull();
        assertThat(tables.tablesMade()).isEqualTo(1);
    }

    @Test
    void withoutPlacesEveryKeyStaysUnknown() {
        KeyTables tables = new KeyTables(0);
        use(tables, keys.get(0), 2 * BEFORE);

        assertThat(tables.use(keys.get(0))).isNull();
        assertThatThrownBy(() -> new KeyTables(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
