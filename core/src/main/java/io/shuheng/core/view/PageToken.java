package io.shuheng.core.view;

/**
 * Where a page ended, so that the next one goes on there whatever has come in between. Immutable. It carries no right:
 * who may see an item is asked for each page anew.
 *
 * @param key the place of the last item that was looked at, not negative
 */
public record PageToken(long key) {

    private static final String VERSION = "p1.";
    private static final int MAX_DIGITS = 19;

    /** Checks the key. */
    public PageToken {
        if (key < 0) {
            throw new IllegalArgumentException("pageToken.key " + key + ": negative");
        }
    }

    /**
     * The token that a text stands for.
     *
     * @throws IllegalArgumentException where it is not exactly what {@link #text} gives
     */
    public static PageToken parse(String text) {
        String digits = text.startsWith(VERSION) ? text.substring(VERSION.length()) : "";
        boolean numeric = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean shortest = digits.length() == 1 || !digits.startsWith("0");
        if (!numeric || !shortest || digits.length() > MAX_DIGITS) {
            throw new IllegalArgumentException("pageToken: not a token of this version");
        }
        try {
            return new PageToken(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("pageToken: out of range", e);
        }
    }

    /** The token as text, to travel through a link or a form: letters, digits and a dot. */
    public String text() {
        return VERSION + key;
    }
}
