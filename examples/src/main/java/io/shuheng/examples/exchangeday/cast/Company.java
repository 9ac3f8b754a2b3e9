package io.shuheng.examples.exchangeday.cast;

import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.Uscc;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.examples.exchangeday.print.Bilingual;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The made-up organisations of the day. Their unified social credit codes have right check characters and belong to
 * nobody.
 */
public enum Company {
    /** Runs the exchange. */
    OPERATOR("operator", "示范数交所", "数衡示范数据交易所有限公司", "Shuheng Demonstration Data Exchange Ltd", "DEM001", Role.OPERATOR),
    /** Sells data on flights and airports. */
    AVIATION("aviation", "航空数据", "示例航空数据服务有限公司", "Example Aviation Data Services Ltd", "DEM002", Role.PROVIDER),
    /** Sells economic and social figures, and buys what it needs for them. */
    STATISTICS("statistics", "统计信息", "示例统计信息有限公司", "Example Statistics Ltd", "DEM006", Role.PROVIDER, Role.CONSUMER),
    /** Sells data on weather, climate and energy, and buys what it needs for them. */
    WEATHER("weather", "气象数据", "示例气象数据有限公司", "Example Weather Data Ltd", "DEM007", Role.PROVIDER, Role.CONSUMER),
    /** Sells codes and places. */
    GEOGRAPHY("geography", "地理信息", "示例地理信息有限公司", "Example Geographic Information Ltd", "DEM008", Role.PROVIDER),
    /** Sells data on public health, some of it on persons. */
    HEALTH("health", "健康数据", "示例健康数据有限公司", "Example Health Data Ltd", "DEM009", Role.PROVIDER),
    /** Sells its measurements and buys those of others. */
    UNIVERSITY(
            "university",
            "数据大学",
            "示例大学数据研究中心",
            "Example University Data Centre",
            "DEM010",
            Role.PROVIDER,
            Role.CONSUMER),
    /** Acts for others with their mandate. */
    BROKER("broker", "数商经纪", "示例数据经纪有限公司", "Example Data Brokers Ltd", "DEM011", Role.DATA_BROKER),
    /** Plans routes. */
    ROUTES("routes", "航线规划", "示例航线规划研究院有限公司", "Example Route Planning Institute Ltd", "DEM003", Role.CONSUMER),
    /** Insures against weather. */
    INSURER("insurer", "财产保险", "示例财产保险股份有限公司", "Example Property Insurance Co Ltd", "DEM012", Role.CONSUMER),
    /** Finds addresses. */
    LOGISTICS("logistics", "物流科技", "示例物流科技有限公司", "Example Logistics Technology Ltd", "DEM013", Role.CONSUMER),
    /** Says whether a product complies. */
    ASSESSOR(
            "assessor",
            "合规评估",
            "示例数据合规评估有限公司",
            "Example Data Compliance Assessors Ltd",
            "DEM004",
            Role.COMPLIANCE_ASSESSOR),
    /** Clears what is traded. */
    CLEARING_HOUSE(
            "clearing-house", "清算机构", "示例数据清算有限公司", "Example Data Clearing House Ltd", "DEM014", Role.CLEARING_HOUSE),
    /** Rules where members disagree. */
    ARBITRATOR("arbitrator", "仲裁中心", "示例数据仲裁中心", "Example Data Arbitration Centre", "DEM015", Role.ARBITRATOR),
    /** Keeps members' money. */
    CUSTODIAN("bank", "存管银行", "示例存管银行股份有限公司", "Example Custodian Bank Co Ltd", "DEM005", Role.CUSTODIAN_BANK);

    private final String folder;
    private final String shortZh;
    private final String nameZh;
    private final String nameEn;
    private final String uscc;
    private final Role role;
    private final @Nullable Role secondRole;

    Company(String folder, String shortZh, String nameZh, String nameEn, String organisation, Role role) {
        this(folder, shortZh, nameZh, nameEn, organisation, role, null);
    }

    Company(
            String folder,
            String shortZh,
            String nameZh,
            String nameEn,
            String organisation,
            Role role,
            @Nullable Role secondRole) {
        this.folder = folder;
        this.shortZh = shortZh;
        this.nameZh = nameZh;
        this.nameEn = nameEn;
        this.uscc = Uscc.withCheckCharacter("91310106MA1" + organisation);
        this.role = role;
        this.secondRole = secondRole;
    }

    /**
     * The company whose folder has that name.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Company ofFolder(String folder) {
        return Arrays.stream(values())
                .filter(company -> company.folder.equals(folder))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("company " + folder + ": not in the cast"));
    }

    /** All that join the exchange: everybody but its operator, in this order. */
    public static List<Company> members() {
        return Arrays.stream(values()).filter(company -> company != OPERATOR).toList();
    }

    /** The name of its folder. */
    public String folder() {
        return folder;
    }

    /** A name for narrow columns. */
    public Bilingual shortName() {
        return new Bilingual(shortZh, folder);
    }

    /** The name in its licence. */
    public Bilingual legalName() {
        return new Bilingual(nameZh, nameEn);
    }

    /** Unified social credit code (统一社会信用代码), 18 characters. */
    public String uscc() {
        return uscc;
    }

    /** What it does on the exchange. */
    public List<Role> roles() {
        return secondRole == null ? List.of(role) : List.of(role, secondRole);
    }

    /** The name for its certificates. */
    public DistinguishedName distinguishedName() {
        return DistinguishedName.ofCountry("CN")
                .organization(nameZh)
                .commonName(nameEn)
                .serialNumber(uscc)
                .build();
    }
}
