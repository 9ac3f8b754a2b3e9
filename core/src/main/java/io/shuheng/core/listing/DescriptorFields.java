package io.shuheng.core.listing;

import io.shuheng.core.participant.Lei;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.participant.Uscc;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * Rules of single fields of a descriptor. A refusal names the command's field "descriptor" and, as its value, the place
 * of the field at fault in the descriptor, from 0.
 */
final class DescriptorFields {

    private static final String COMMAND_FIELD = "descriptor";
    private static final Hash32 ZEROS = new Hash32(new byte[32]);
    private static final int MAX_ID_LENGTH = 64;
    private static final int DATE_LENGTH = 10;
    private static final Pattern PERIOD =
            Pattern.compile("P(?=[0-9T])([0-9]{1,4}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,4}D)?"
                    + "(T(?=[0-9])([0-9]{1,4}H)?([0-9]{1,4}M)?([0-9]{1,4}S)?)?");

    private DescriptorFields() {}

    static CommandRejected refused(RefusalCode code, String field) {
        Schema.Field found = ListingDescriptor.getClassSchema().getField(field);
        if (found == null) {
            throw new IllegalArgumentException("no field " + field);
        }
        return CommandRejected.because(code, COMMAND_FIELD, found.pos());
    }

    static void require(boolean holds, String field) {
        if (!holds) {
            throw refused(RefusalCode.FIELD_INVALID, field);
        }
    }

    /** Length in UTF-16 units within bounds, no control characters, no space at either end. */
    static void requireText(String field, String value, int minLength, int maxLength) {
        require(value.length() >= minLength && value.length() <= maxLength, field);
        require(value.chars().noneMatch(Character::isISOControl) && value.equals(value.strip()), field);
    }

    static void requireTexts(String field, BilingualText value, int maxLength) {
        requireText(field, value.getZh(), 0, maxLength);
        requireText(field, value.getEn(), 0, maxLength);
        require(!value.getZh().isEmpty() || !value.getEn().isEmpty(), field);
    }

    static void requireMatch(String field, String value, Pattern pattern) {
        require(pattern.matcher(value).matches(), field);
    }

    static void requireRange(String field, long value, long min, long max) {
        require(value >= min && value <= max, field);
    }

    /** A number of elements within bounds, and none twice. */
    static <T> void requireDistinct(String field, List<T> values, int min, int max) {
        requireRange(field, values.size(), min, max);
        require(new HashSet<>(values).size() == values.size(), field);
    }

    static void requireHash(String field, Hash32 value) {
        require(!value.equals(ZEROS), field);
    }

    static boolean isZeros(Hash32 value) {
        return value.equals(ZEROS);
    }

    static void requireHashes(String field, List<Hash32> values, int min, int max) {
        requireDistinct(field, values, min, max);
        values.forEach(value -> requireHash(field, value));
    }

    static void requireOrganisation(String field, OrganisationId value) {
        boolean valid = switch (value.getIdKind()) {
            case USCC -> Uscc.isValid(value.getId());
            case LEI -> Lei.isValid(value.getId());
            case FOREIGN, OPERATOR_ASSIGNED -> true;
        };
        if (!valid) {
            throw refused(RefusalCode.ID_CHECK_CHARACTER, field);
        }
        requireText(field, value.getId(), 1, MAX_ID_LENGTH);
    }

    static void requireOrganisations(String field, List<OrganisationId> values, int max) {
        requireDistinct(field, values, 0, max);
        values.forEach(value -> requireOrganisation(field, value));
    }

    /** An ISO 8601 period, such as "P1D" or "PT15M"; an empty text where none is needed. */
    static void requirePeriod(String field, String value, boolean needed) {
        if (needed) {
            requireMatch(field, value, PERIOD);
        } else {
            require(value.isEmpty(), field);
        }
    }

    /** First and last day, ISO 8601, either of them empty. */
    static void requireDays(String field, String from, String to) {
        LocalDate first = day(field, from, LocalDate.MIN);
        LocalDate last = day(field, to, LocalDate.MAX);
        require(!last.isBefore(first), field);
    }

    private static LocalDate day(String field, String value, LocalDate whereEmpty) {
        if (value.isEmpty()) {
            return whereEmpty;
        }
        require(value.length() == DATE_LENGTH, field);
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw refused(RefusalCode.FIELD_INVALID, field);
        }
    }
}
