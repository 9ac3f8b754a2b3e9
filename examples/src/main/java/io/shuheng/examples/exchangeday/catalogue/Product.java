package io.shuheng.examples.exchangeday.catalogue;

import io.shuheng.examples.exchangeday.print.Bilingual;
import java.util.List;

/**
 * One data set, as the catalogue file describes it. Codes are those of the listing descriptor; what can be counted or
 * hashed is not here but in {@link FileFacts}.
 *
 * @param id stable id of the product
 * @param file its name beside the catalogue
 * @param format CSV or JSON
 * @param mediaType its media type
 * @param licence on which terms this project may copy it
 * @param source where it comes from
 * @param title for the catalogue
 * @param summary one or two sentences
 * @param keywords at least one
 * @param language of the content, BCP 47
 * @param chainTier COLLECTION, ANALYSIS, APPLICATION or SERVICE
 * @param industry code of GB/T 4754
 * @param theme free text
 * @param dataCategory PUBLIC or ENTERPRISE
 * @param processingStage RAW, DERIVED or PRODUCT
 * @param scenarios uses that are allowed, at least one
 * @param forbiddenScenarios uses that are not
 * @param spatial area covered
 * @param temporalFrom first day covered, empty where it does not apply
 * @param temporalTo last day covered, empty where it does not apply
 * @param updateFrequency ISO 8601 period
 * @param pricePerLotFen price of one licence, fen; 0 for free data
 * @param supply how many licences there are
 * @param provider folder of the member that offers it
 * @param rights HOLD, USE, OPERATE: what a licence gives, at least one
 * @param termDays how long a licence lasts
 * @param personalInfo what the data says about natural persons: NONE, or DE_IDENTIFIED
 * @param sourceLegality on what ground the provider has it: OPEN_PUBLIC, or COLLECTED
 * @param board where it is traded
 */
public record Product(
        String id,
        String file,
        String format,
        String mediaType,
        Licence licence,
        Source source,
        Bilingual title,
        Bilingual summary,
        List<Bilingual> keywords,
        String language,
        String chainTier,
        String industry,
        String theme,
        String dataCategory,
        String processingStage,
        List<String> scenarios,
        List<String> forbiddenScenarios,
        String spatial,
        String temporalFrom,
        String temporalTo,
        String updateFrequency,
        long pricePerLotFen,
        Supply supply,
        String provider,
        List<String> rights,
        int termDays,
        String personalInfo,
        String sourceLegality,
        BoardKind board) {

    private static final long MICROS_PER_FEN = 10_000;

    /** Copies the lists. */
    public Product {
        keywords = List.copyOf(keywords);
        scenarios = List.copyOf(scenarios);
        forbiddenScenarios = List.copyOf(forbiddenScenarios);
        rights = List.copyOf(rights);
    }

    /** The same with another number of licences. */
    Product withLots(long lots) {
        return new Product(
                id,
                file,
                format,
                mediaType,
                licence,
                source,
                title,
                summary,
                keywords,
                language,
                chainTier,
                industry,
                theme,
                dataCategory,
                processingStage,
                scenarios,
                forbiddenScenarios,
                spatial,
                temporalFrom,
                temporalTo,
                updateFrequency,
                pricePerLotFen,
                new Supply(supply.kind(), lots),
                provider,
                rights,
                termDays,
                personalInfo,
                sourceLegality,
                board);
    }

    /** Whether a licence costs nothing. */
    public boolean isFree() {
        return pricePerLotFen == 0;
    }

    /** Price of one licence, micro-yuan. */
    public long priceMicros() {
        return pricePerLotFen * MICROS_PER_FEN;
    }

    /** Whether the data is about natural persons, so that each contract must name the basis of its delivery. */
    public boolean isOnPersons() {
        return !personalInfo.equals("NONE");
    }
}
