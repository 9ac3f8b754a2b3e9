package io.shuheng.ledger.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StreamLinkTest {

    private static StreamLink reading(byte[] bytes) {
        return new StreamLink(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
    }

    @Test
    void givesBlocksAsTheyWereSentAndThenTheEnd() throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        byte[] large = new byte[BlockLink.MAX_BLOCK_LENGTH];
        Arrays.fill(large, (byte) 7);
        try (StreamLink link = new StreamLink(new ByteArrayInputStream(new byte[0]), sent)) {
            link.send(new byte[] {1, 2, 3}, 2);
            link.send(large, large.length);
        }
        try (StreamLink link = reading(sent.toByteArray())) {
            assertThat(link.receive()).containsExactly(1, 2);
            assertThat(link.receive()).isEqualTo(large);
            assertThat(link.receive()).isNull();
        }
    }

    @Test
    void takesNoLengthThatNoBlockHasAndNoBlockThatIsCut() {
        assertThatThrownBy(() -> reading(new byte[] {0, 0, 0, 0}).receive()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reading(new byte[] {-1, 0, 0, 0}).receive()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reading(new byte[] {0, 16, 0, 1}).receive()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reading(new byte[] {0, 0, 0}).receive()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reading(new byte[] {0, 0, 0, 2, 5}).receive()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reading(new byte[0]).send(new byte[2 << 20], 2 << 20))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 500)
    void readsAnyBlockOrRefusesItAsNone(@ForAll @Size(min = 1, max = 200) byte[] block) {
        for (byte type = 0; type < 6; type++) {
            block[0] = type;
            try {
                assertThat(StandbyBlock.read(block).encode()[0]).isEqualTo(type);
            } catch (StandbyException e) {
                assertThat(e.code()).isEqualTo(StandbyException.Code.PROTOCOL);
            }
        }
    }
}
