package io.shuheng.crypto.document;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.certificate.DerTree;
import io.shuheng.crypto.certificate.RevocationList;
import io.shuheng.crypto.document.DocumentResult.Accepted;
import io.shuheng.crypto.document.DocumentResult.Rejected;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.junit.jupiter.api.Test;

/** Documents and tokens altered in every way we could think of: refused with a reason, or proven to say the same. */
class DocumentMutationTest {
    private static final SigningWorld WORLD = new SigningWorld();
    private static final byte[] CONTENT = "one lot".getBytes(UTF_8);
    private static final SignedDocument SMALL = SignedDocument.attached(CONTENT, List.of(WORLD.exchange));
    private static final SignedDocument FULL = full();
    private static final TimeStampToken TOKEN = WORLD.stamp(CONTENT);
    private static final DocumentTrust TRUST = WORLD.trust().with(WORLD.timeStampTrust());

    private static SignedDocument full() {
        RevocationList list = WORLD.root.issueRevocationList(List.of(), 1, WORLD.year);
        SignedDocument document = SignedDocument.attached(CONTENT, List.of(WORLD.seller, WORLD.exchange))
                .withEvidence(List.of(WORLD.issuing.certificate()), List.of(list))
                .countersigned(WORLD.seller.certificate(), WORLD.buyer);
        return document.timeStamped(
                WORLD.seller.certificate(), WORLD.stamp(document.signature(WORLD.seller.certificate())));
    }

    private static DocumentResult check(byte[] der) {
        return DocumentCheck.of(der, Optional.empty(), TRUST);
    }

    private static byte[] flipped(byte[] der, int at, int mask) {
        byte[] bytes = der.clone();
        bytes[at] ^= (byte) mask;
        return bytes;
    }

    @Test
    void everyByteOfASmallDocumentMatters() {
        byte[] der = SMALL.der();
        assertThat(check(der)).isInstanceOf(Accepted.class);

        for (int at = 0; at < der.length; at++) {
            for (int mask : new int[] {0x01, 0x20, 0x80, 0xFF}) {
                assertThat(check(flipped(der, at, mask)))
                        .as("byte %d, mask %x", at, mask)
                        .isInstanceOf(Rejected.class);
            }
        }
    }

    /**
     * What nobody signed can be taken out by anyone, so altering it may have the effect of leaving it out: a time stamp, a
     * countersignature or a revocation list is not seen, and nothing else is seen in its place.
     */
    @Test
    void aDocumentWithAllThatItCanCarryNeverSaysMoreForAChange() {
        byte[] der = FULL.der();
        DocumentTrust rootOnly = DocumentTrust.of(List.of(WORLD.root.certificate()), SigningWorld.NOW)
                .with(WORLD.timeStampTrust());
        Accepted before = (Accepted) DocumentCheck.of(der, Optional.empty(), rootOnly);
        assertThat(before.signers()).flatExtracting(SignerReport::timeStamps).hasSize(1);
        assertThat(before.signers())
                .flatExtracting(SignerReport::countersigners)
                .hasSize(1);

        int accepted = 0;
        for (int at = 0; at < der.length; at++) {
            byte[] flipped = flipped(der, at, 1 << (at % 8));
            if (DocumentCheck.of(flipped, Optional.empty(), rootOnly) instanceof Accepted after) {
                assertThat(after).as("byte %d", at).isNotEqualTo(before);
                assertSaysNoMore(after.signers(), before.signers());
                assertThat(after.signers()).hasSameSizeAs(before.signers());
                accepted++;
            }
        }
        assertThat(accepted).isBetween(TOKEN.der().length / 2, TOKEN.der().length + 200);
    }

    private static void assertSaysNoMore(List<SignerReport> after, List<SignerReport> before) {
        assertThat(after).allSatisfy(signer -> {
            SignerReport was = before.stream()
                    .filter(each -> each.certificate().equals(signer.certificate()))
                    .findFirst()
                    .orElseThrow();
            assertThat(signer.signingTime()).isEqualTo(was.signingTime());
            assertThat(signer.chain().path()).isEqualTo(was.chain().path());
            assertThat(was.chain().revocationChecked() || !signer.chain().revocationChecked())
                    .isTrue();
            assertSaysNoMore(signer.countersigners(), was.countersigners());
            assertThat(signer.timeStamps().stream().filter(TimeStampResult.Stamped.class::isInstance))
                    .allSatisfy(stamp -> assertThat(was.timeStamps()).contains(stamp));
        });
    }

    @Test
    void everyByteOfATokenMatters() {
        byte[] der = TOKEN.der();
        assertThat(TimeStampCheck.of(der, CONTENT, WORLD.timeStampTrust())).isInstanceOf(TimeStampResult.Stamped.class);

        for (int at = 0; at < der.length; at++) {
            for (int mask : new int[] {0x01, 0x80, 0xFF}) {
                assertThat(TimeStampCheck.of(flipped(der, at, mask), CONTENT, WORLD.timeStampTrust()))
                        .as("byte %d, mask %x", at, mask)
                        .isInstanceOf(TimeStampResult.Refused.class);
            }
        }
    }

    @Test
    void aDocumentCutAnywhereIsUnreadable() {
        byte[] der = SMALL.der();
        for (int length = 0; length < der.length; length++) {
            assertUnreadable(Arrays.copyOf(der, length));
        }
        assertUnreadable(Arrays.copyOf(der, der.length + 1));
    }

    private static void assertUnreadable(byte[] der) {
        assertThat(check(der))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.fault())
                                .as(rejected.message())
                                .isEqualTo(DocumentFault.UNREADABLE));
    }

    @Test
    void lengthsThatLieAreUnreadable() {
        byte[] inside = Arrays.copyOfRange(SMALL.der(), 4, SMALL.der().length);
        for (String length : List.of("80", "84ffffffff", "847fffffff", "83ffffff", "8400000001", "ff", "830000ff")) {
            byte[] header = HexFormat.of().parseHex("30" + length);
            byte[] der = Arrays.copyOf(header, header.length + inside.length);
            System.arraycopy(inside, 0, der, header.length, inside.length);
            assertUnreadable(der);
        }
    }

    @Test
    void nestingBombsAreUnreadable() {
        for (int tag : new int[] {DerElement.SEQUENCE, DerElement.SET, DerElement.TAG_0}) {
            byte[] bomb = new byte[0];
            for (int depth = 0; depth < 5_000; depth++) {
                bomb = DerWriter.element(tag, bomb);
            }
            assertUnreadable(bomb);
        }
        byte[] indefinite = new byte[100_000];
        for (int i = 0; i < indefinite.length; i += 2) {
            indefinite[i] = 0x30;
            indefinite[i + 1] = (byte) 0x80;
        }
        assertUnreadable(indefinite);
    }

    @Test
    void moreThanTheLimitsAllowIsUnreadable() {
        assertUnreadable(new byte[SignedDocument.MAXIMUM_LENGTH + 1]);
        byte[] signer = SMALL.data().signers().get(0).bytes();
        byte[] crowd = CmsWriter.signedData(
                DocumentSyntax.CMS,
                1,
                CMSObjectIdentifiers.data,
                CONTENT,
                List.of(),
                List.of(),
                Collections.nCopies(SignedDocument.MAXIMUM_SIGNERS + 1, signer));
        assertCode(Code.LIMIT_EXCEEDED, () -> SignedDocument.ofDer(crowd));
        byte[] empty = DerWriter.element(DerElement.SEQUENCE);
        byte[] heap = DerWriter.element(DerElement.SET, Collections.nCopies(1_000_000, empty));
        assertUnreadable(DerWriter.element(DerElement.SEQUENCE, heap));
        assertCode(Code.LIMIT_EXCEEDED, () -> TimeStampToken.ofDer(new byte[TimeStampToken.MAXIMUM_LENGTH + 1]));
    }

    private static void readByAll(byte[] bytes) {
        assertThat(check(bytes)).isNotNull();
        assertThat(TimeStampCheck.of(bytes, CONTENT, WORLD.timeStampTrust())).isNotNull();
        TimeStampRequest request = TimeStampRequest.over(CONTENT, WORLD.provider);
        assertThat(TimeStampCheck.ofResponse(bytes, request, WORLD.timeStampTrust()))
                .isNotNull();
        assertThat(WORLD.timeStampAuthority(WORLD.stamper).answer(bytes)).isNotEmpty();
        try {
            ForeignCertificate.ofDer(bytes);
        } catch (CryptoException e) {
            assertThat(e.code()).isNotNull();
        }
    }

    @Property(tries = 300)
    void arbitraryBytesAreAnswered(@ForAll @Size(max = 200) byte[] bytes) {
        readByAll(bytes);
    }

    /** An element is retagged, emptied, lengthened or repeated and every length above it set right, so that the reader gets deep. */
    @Property(tries = 1000)
    void structuresWithOneElementChangedAreAnswered(@ForAll long seed) {
        Random random = new Random(seed);
        List<byte[]> genuine = List.of(
                SMALL.der(),
                FULL.der(),
                TOKEN.der(),
                TimeStampResponse.granted(TOKEN.der()),
                TimeStampRequest.over(CONTENT, WORLD.provider).der(),
                WORLD.root.certificate().der());
        byte[] der = genuine.get(random.nextInt(genuine.size()));
        readByAll(DerTree.read(der).mutate(random).write());
    }
}
