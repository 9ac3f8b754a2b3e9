package io.shuheng.core.contract;

/*
 * A contract's text has the same bytes on every JDK, in every country and for ever, so it may not depend on java.time's
 * formatters, zones or locales. The calendar is the proleptic Gregorian one, in whole numbers: days are counted in eras
 * of 400 years (146 097 days) that start on 1 March, so that the leap day is the last day of its year.
 */
/**
 * A moment as date and time of day at a fixed offset from UTC. Immutable, thread-safe.
 *
 * @param year of the Gregorian calendar
 * @param month 1..12
 * @param day 1..31
 * @param hour 0..23
 * @param minute 0..59
 * @param second 0..59
 */
record CivilTime(long year, int month, int day, int hour, int minute, int second) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long DAYS_PER_ERA = 146_097;
    private static final int YEARS_PER_ERA = 400;
    /** From 1 March of year 0 to 1 January 1970. */
    private static final long DAYS_TO_EPOCH = 719_468;

    /** The moment that many nanoseconds after 1970-01-01T00:00Z, at an offset in minutes east of UTC. */
    static CivilTime of(long timeNs, int offsetMinutes) {
        long seconds = Math.floorDiv(timeNs, NANOS_PER_SECOND) + offsetMinutes * 60L;
        int secondOfDay = (int) Math.floorMod(seconds, SECONDS_PER_DAY);
        long days = Math.floorDiv(seconds, SECONDS_PER_DAY) + DAYS_TO_EPOCH;
        long era = Math.floorDiv(days, DAYS_PER_ERA);
        int dayOfEra = (int) Math.floorMod(days, DAYS_PER_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = era * YEARS_PER_ERA + yearOfEra + (month <= 2 ? 1 : 0);
        return new CivilTime(year, month, day, secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60);
    }

    /** Such as {@code 2026年01月05日09时00分00秒（UTC+08:00）} or {@code 2026-01-05 09:00:00 (UTC+08:00)}. */
    String text(ContractLanguage language, int offsetMinutes) {
        String offset = "UTC" + (offsetMinutes < 0 ? "-" : "+") + two(Math.abs(offsetMinutes) / 60) + ":"
                + two(Math.abs(offsetMinutes) % 60);
        return switch (language) {
            case ZH ->
                year + "年" + two(month) + "月" + two(day) + "日" + two(hour) + "时" + two(minute) + "分" + two(second)
                        + "秒（" + offset + "）";
            case EN ->
                year + "-" + two(month) + "-" + two(day) + " " + two(hour) + ":" + two(minute) + ":" + two(second)
                        + " (" + offset + ")";
        };
    }

    private static String two(int value) {
        return value < 10 ? "0" + value : Integer.toString(value);
    }
}
