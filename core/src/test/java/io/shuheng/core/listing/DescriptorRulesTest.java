package io.shuheng.core.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shuheng.core.delivery.BasisKind;
import io.shuheng.core.engine.Descriptors;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Enrolment;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DescriptorRulesTest {

    private static final Hash32 HASH = EngineFixture.hash("evidence");

    @Test
    void takesADescriptorInOrder() {
        assertThatCode(() -> DescriptorRules.requireValid(descriptor().build())).doesNotThrowAnyException();
    }

    static Stream<Arguments> spoilt() {
        return Stream.of(
                spoilt(RefusalCode.GRADE_CORE, "grade", d -> d.setGrade(Grade.CORE)),
                spoilt(RefusalCode.PUBLIC_NOT_OPEN, "openness", d -> d.setOpenness(Openness.NOT_OPEN)),
                spoilt(RefusalCode.SCENARIO_MISSING, "allowedScenarios", d -> d.setAllowedScenarios(List.of())),
                spoilt(
                        RefusalCode.CONSENT_EVIDENCE_MISSING,
                        "consentEvidence",
                        d -> d.setPersonalInfo(PersonalInfo.DE_IDENTIFIED)),
                spoilt(
                        RefusalCode.PUBLIC_AUTHORISATION_MISSING,
                        "publicDataAuthorisation",
                        d -> d.setDataCategory(DataCategory.PUBLIC).setOpenness(Openness.CONDITIONAL)),
                spoilt(RefusalCode.PRICE_ABOVE_CEILING, "pricing", d -> authorised(d, 1_999_999)),
                spoilt(
                        RefusalCode.ID_CHECK_CHARACTER,
                        "processors",
                        d -> d.setProcessors(List.of(new OrganisationId(IdKind.USCC, "91310000MA1000001X")))),
                invalid("productId", d -> d.setProductId("has space")),
                invalid("productId", d -> d.setProductId("")),
                invalid("version", d -> d.setVersion("1.0")),
                invalid("version", d -> d.setVersion("01.0.0")),
                invalid(
                        "priorCertificateSm3",
                        d -> d.setPriorRegistrationNo("R1").setPriorRegistrar("elsewhere")),
                invalid("priorRegistrar", d -> d.setPriorRegistrationNo("R1").setPriorCertificateSm3(HASH)),
                invalid("title", d -> d.setTitle(new BilingualText("", ""))),
                invalid("title", d -> d.setTitle(new BilingualText("行\n行", ""))),
                invalid("summary", d -> d.setSummary(new BilingualText("长".repeat(2049), ""))),
                invalid("keywords", d -> d.setKeywords(List.of())),
                invalid("language", d -> d.setLanguage("Chinese")),
                invalid("industry", d -> d.setIndustry("Z1")),
                invalid("openness", d -> d.setOpenness(Openness.CONDITIONAL)),
                invalid("openness", d -> d.setDataCategory(DataCategory.PUBLIC)),
                invalid("gradeLevel", d -> d.setGradeLevel(5)),
                invalid("gradeLevel", d -> d.setGrade(Grade.IMPORTANT)),
                invalid("personalInfo", d -> d.setDataCategory(DataCategory.PERSONAL)),
                invalid("consentEvidence", d -> d.setConsentEvidence(List.of(HASH))),
                invalid("sources", d -> d.setSources(List.of())),
                invalid(
                        "sources",
                        d -> d.setSources(List.of(new SourceEvidence(SourceLegality.PURCHASED, Descriptors.NONE)))),
                invalid("rightsOffered", d -> d.setRightsOffered(List.of())),
                invalid("rightsOffered", d -> d.setRightsOffered(List.of(DataRight.USE, DataRight.USE))),
                invalid("allowedScenarios", d -> d.setAllowedScenarios(List.of("lower"))),
                invalid("forbiddenScenarios", d -> d.setForbiddenScenarios(List.of(Descriptors.SCENARIO))),
                invalid("coverage", d -> d.setCoverage(new Coverage("", "2024-02-30", "", 0L, 0L, 0, 0L))),
                invalid("coverage", d -> d.setCoverage(new Coverage("", "2024-02-02", "2024-02-01", 0L, 0L, 0, 0L))),
                invalid("coverage", d -> d.setCoverage(new Coverage("", "", "", 0L, -1L, 0, 0L))),
                invalid("mediaType", d -> d.setMediaType("csv")),
                invalid("updateFrequency", d -> d.setUpdateFrequency("P")),
                invalid("updateFrequency", d -> d.setUpdateFrequency("P1DT")),
                invalid("complianceAssessor", d -> d.setComplianceAssessor(0)),
                invalid("deliveryModes", d -> d.setDeliveryModes(List.of())),
                invalid("pricing", d -> d.setPricing(price(PricingModel.FREE, 1).build())),
                invalid(
                        "pricing",
                        d -> d.setPricing(price(PricingModel.FIXED, 0).build())),
                invalid(
                        "pricing",
                        d -> d.setPricing(price(PricingModel.COST_PLUS, 1).build())),
                invalid(
                        "pricing",
                        d -> d.setPricing(price(PricingModel.SUBSCRIPTION, 1).build())),
                invalid(
                        "pricing",
                        d -> d.setPricing(price(PricingModel.TIERED, 0).build())),
                invalid(
                        "pricing",
                        d -> d.setPricing(price(PricingModel.TIERED, 0)
                                .setTiers(List.of(new PriceTier(0L, 5L), new PriceTier(0L, 4L)))
                                .build())),
                invalid("crossBorderApprovalNo", d -> d.setCrossBorderAllowed(true)),
                invalid("eligibleBuyers", d -> d.setVisibility(ListingVisibility.ELIGIBLE_BUYERS)),
                invalid("usagePolicySm3", d -> d.setUsagePolicySm3(Descriptors.NONE)),
                invalid("contractTemplateSm3", d -> d.setContractTemplateSm3(Descriptors.NONE)),
                invalid("validToNs", d -> d.setValidToNs(EngineFixture.START_NS)),
                invalid("exclusive", d -> d.setExclusive(true)),
                invalid("supplyLots", d -> d.setSupplyLots(0)),
                invalid("lotSize", d -> d.setLotSize(0)),
                invalid("tickSizeMicros", d -> d.setTickSizeMicros(0)));
    }

    @ParameterizedTest(name = "{index} {0} {1}")
    @MethodSource("spoilt")
    void refusesADescriptorThatIsSpoiltInOnePoint(
            RefusalCode code, String field, UnaryOperator<ListingDescriptor.Builder> spoil) {
        ListingDescriptor spoilt = spoil.apply(descriptor()).build();
        CommandRejected refusal =
                catchThrowableOfType(CommandRejected.class, () -> DescriptorRules.requireValid(spoilt));
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.field()).isEqualTo("descriptor");
        assertThat(refusal.value())
                .isEqualTo(ListingDescriptor.getClassSchema().getField(field).pos());
    }

    @Test
    void takesPublicDataAtItsCeiling() {
        assertThatCode(() -> DescriptorRules.requireValid(
                        authorised(descriptor(), 2_000_000).build()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(PersonalInfo.class)
    void asksForABasisWhereTheDataIsOnPersons(PersonalInfo personalInfo) {
        Set<BasisKind> needed = Listings.basisNeeded(version(d -> d.setPersonalInfo(personalInfo)), false);
        if (personalInfo == PersonalInfo.NONE || personalInfo == PersonalInfo.ANONYMISED) {
            assertThat(needed).isEmpty();
        } else {
            assertThat(needed).containsExactly(BasisKind.CONSENT, BasisKind.IMPACT_ASSESSMENT);
        }
    }

    @Test
    void asksForTheBasisOfImportantDataAndOfBorders() {
        ListingVersion important = version(d -> d.setGrade(Grade.IMPORTANT));
        assertThat(Listings.basisNeeded(important, true))
                .containsExactly(
                        BasisKind.RISK_ASSESSMENT, BasisKind.RECIPIENT_CAPABILITY, BasisKind.CROSS_BORDER_APPROVAL);
    }

    @Test
    void opensItsScenariosAndNoOthers() {
        ListingVersion version = version(d -> d);
        assertThatCode(() -> Listings.requireScenario(version, Descriptors.SCENARIO))
                .doesNotThrowAnyException();
        assertThat(refusalOf(() -> Listings.requireScenario(version, ""))).isEqualTo(RefusalCode.SCENARIO_MISSING);
        assertThat(refusalOf(() -> Listings.requireScenario(version, Descriptors.FORBIDDEN)))
                .isEqualTo(RefusalCode.SCENARIO_NOT_ALLOWED);
        assertThat(refusalOf(() -> Listings.requireScenario(version, "OTHER")))
                .isEqualTo(RefusalCode.SCENARIO_NOT_ALLOWED);
    }

    @Test
    void ordersVersionsByNumberNotByText() {
        assertThat(SemanticVersion.isAfter("1.10.0", "1.9.9")).isTrue();
        assertThat(SemanticVersion.isAfter("1.9.9", "1.10.0")).isFalse();
        assertThat(SemanticVersion.isAfter("1.0.0", "1.0.0")).isFalse();
    }

    @Property(tries = 200)
    void hasOneEncodingThatReadsBackToItself(@ForAll("descriptors") ListingDescriptor descriptor) {
        byte[] bytes = AvroBytes.encode(descriptor);
        ListingDescriptor read = AvroBytes.decode(ListingDescriptor.class, bytes);
        assertThat(read).isEqualTo(descriptor);
        assertThat(AvroBytes.encode(read)).isEqualTo(bytes);
        assertThat(ListingVersion.sm3(read)).isEqualTo(ListingVersion.sm3(descriptor));
    }

    @Property(tries = 50)
    void refusesABytesTooManyAndAByteTooFew(@ForAll("descriptors") ListingDescriptor descriptor) {
        byte[] bytes = AvroBytes.encode(descriptor);
        for (int length : new int[] {bytes.length - 1, bytes.length + 1}) {
            byte[] other = Arrays.copyOf(bytes, length);
            Assertions.assertThatThrownBy(() -> AvroBytes.decode(ListingDescriptor.class, other))
                    .isInstanceOf(RecordFormatException.class);
        }
    }

    @Property(tries = 200)
    void namesDifferentDescriptorsDifferently(
            @ForAll("descriptors") ListingDescriptor one, @ForAll("descriptors") ListingDescriptor other) {
        assertThat(ListingVersion.sm3(one).equals(ListingVersion.sm3(other))).isEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<ListingDescriptor> descriptors() {
        Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(40).filter(DescriptorRulesTest::isUtf8);
        Arbitrary<Long> numbers = Arbitraries.longs();
        Arbitrary<Hash32> hashes =
                Arbitraries.bytes().array(byte[].class).ofSize(32).map(Hash32::new);
        return Combinators.combine(
                        texts,
                        texts.list().ofMaxSize(4),
                        numbers,
                        hashes.list().ofMaxSize(4),
                        Arbitraries.of(Grade.class),
                        Arbitraries.of(DataRight.class).list().ofMaxSize(4),
                        Arbitraries.of(true, false))
                .as((text, scenarios, number, evidence, grade, rights, flag) -> descriptor()
                        .setTitle(new BilingualText(text, "title"))
                        .setAllowedScenarios(scenarios)
                        .setValidFromNs(number)
                        .setConsentEvidence(evidence)
                        .setGrade(grade)
                        .setRightsOffered(rights)
                        .setTransferable(flag)
                        .build());
    }

    private static boolean isUtf8(String text) {
        return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static RefusalCode refusalOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(CommandRejected.class, call).code();
    }

    private static ListingVersion version(UnaryOperator<ListingDescriptor.Builder> change) {
        return new ListingVersion(1, change.apply(descriptor()).build(), 2);
    }

    private static ListingDescriptor.Builder descriptor() {
        return Descriptors.dataset("weather", Enrolment.uscc(1), 3);
    }

    private static ListingDescriptor.Builder authorised(ListingDescriptor.Builder descriptor, long ceilingMicros) {
        return descriptor
                .setDataCategory(DataCategory.PUBLIC)
                .setOpenness(Openness.CONDITIONAL)
                .setPublicDataAuthorisation(new PublicDataAuthorisation("某市数据局", HASH, ceilingMicros, "1000 records"));
    }

    private static PricingTerms.Builder price(PricingModel model, long priceMicros) {
        return Descriptors.pricing(model, priceMicros);
    }

    private static Arguments invalid(String field, UnaryOperator<ListingDescriptor.Builder> spoil) {
        return spoilt(RefusalCode.FIELD_INVALID, field, spoil);
    }

    private static Arguments spoilt(RefusalCode code, String field, UnaryOperator<ListingDescriptor.Builder> spoil) {
        return Arguments.of(code, field, spoil);
    }
}
