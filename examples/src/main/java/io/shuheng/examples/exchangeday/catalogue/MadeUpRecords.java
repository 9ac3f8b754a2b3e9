package io.shuheng.examples.exchangeday.catalogue;

import io.shuheng.examples.exchangeday.print.Bilingual;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * De-identified visits to clinics that do not exist, by persons who do not exist: no real data of this kind may be copied
 * into an example. Immutable.
 */
public final class MadeUpRecords {

    private static final int RECORDS = 200;
    private static final String HEADER = "visit,month,district,age_band,sex,department,days\n";
    private static final List<String> DISTRICTS = List.of("north", "east", "south", "west");
    private static final List<String> AGE_BANDS = List.of("0-17", "18-39", "40-64", "65+");
    private static final List<String> DEPARTMENTS = List.of("cardiology", "orthopaedics", "paediatrics", "general");
    private static final int MOST_DAYS = 14;
    private static final int MONTHS = 12;

    private final byte[] content;

    private MadeUpRecords(byte[] content) {
        this.content = content;
    }

    /** Makes them; the same random numbers, the same records. */
    public static MadeUpRecords of(RandomGenerator random) {
        StringBuilder lines = new StringBuilder(HEADER);
        for (int visit = 1; visit <= RECORDS; visit++) {
            lines.append(String.format(
                    Locale.ROOT,
                    "%d,2025-%02d,%s,%s,%s,%s,%d\n",
                    visit,
                    1 + random.nextInt(MONTHS),
                    pick(DISTRICTS, random),
                    pick(AGE_BANDS, random),
                    random.nextBoolean() ? "f" : "m",
                    pick(DEPARTMENTS, random),
                    1 + random.nextInt(MOST_DAYS)));
        }
        return new MadeUpRecords(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String pick(List<String> values, RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }

    byte[] content() {
        return content.clone();
    }

    Product product() {
        return new Product(
                "clinic-visits-made-up",
                "clinic-visits-made-up.csv",
                "CSV",
                "text/csv",
                new Licence("MADE-UP", "made up by this program", "https://www.apache.org/licenses/LICENSE-2.0"),
                new Source("made up by this program", List.of(new Source.Origin("nobody: made up", ""))),
                new Bilingual("门诊就诊记录（虚构，去标识化）", "Clinic visits (made up, de-identified)"),
                new Bilingual(
                        "由程序虚构的去标识化就诊记录，用来演示个人信息的交付依据；不涉及任何真实的人。",
                        "De-identified visits made up by this program, to show what the delivery of data on persons rests on."),
                List.of(new Bilingual("虚构", "made up")),
                "en",
                "COLLECTION",
                "Q84",
                "public health",
                "PERSONAL",
                "DERIVED",
                List.of("INSURANCE_MODELLING", "PUBLIC_HEALTH"),
                List.of("INSURANCE_PRICING"),
                "",
                "2025-01-01",
                "2025-12-31",
                "P0D",
                8_800,
                new Supply("LIMITED", 5),
                "health",
                List.of("USE"),
                180,
                "DE_IDENTIFIED",
                "COLLECTED",
                BoardKind.FIXED_PRICE);
    }
}
