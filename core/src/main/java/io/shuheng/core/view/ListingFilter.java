package io.shuheng.core.view;

import io.shuheng.core.listing.ListingState;
import java.util.Locale;
import java.util.Set;

/**
 * Which products of the catalogue are asked for; all conditions hold together. Immutable; start from {@link #all()}.
 *
 * @param states in one of these states; empty for any
 * @param provider of this participant; 0 for any
 * @param board meant for this board; 0 for any
 * @param scenario allowing this scenario's code; empty for any
 * @param title having this in one of their titles, whatever the case; empty for any
 */
public record ListingFilter(Set<ListingState> states, long provider, long board, String scenario, String title) {

    /** Longest text to look for. */
    public static final int MAX_TEXT_LENGTH = 128;

    /** Copies the set and checks the texts. */
    public ListingFilter {
        states = Set.copyOf(states);
        requireShort("scenario", scenario);
        requireShort("title", title);
    }

    /** Every product. */
    public static ListingFilter all() {
        return new ListingFilter(Set.of(), 0, 0, "", "");
    }

    /** Only products that are open to trade. */
    public static ListingFilter listed() {
        return all().inStates(Set.of(ListingState.LISTED));
    }

    /** Only products in one of these states. */
    public ListingFilter inStates(Set<ListingState> wanted) {
        return new ListingFilter(wanted, provider, board, scenario, title);
    }

    /** Only products of this participant. */
    public ListingFilter ofProvider(long wanted) {
        return new ListingFilter(states, wanted, board, scenario, title);
    }

    /** Only products meant for this board. */
    public ListingFilter onBoard(long wanted) {
        return new ListingFilter(states, provider, wanted, scenario, title);
    }

    /** Only products that allow this scenario. */
    public ListingFilter forScenario(String wanted) {
        return new ListingFilter(states, provider, board, wanted, title);
    }

    /** Only products with this in a title. */
    public ListingFilter titled(String wanted) {
        return new ListingFilter(states, provider, board, scenario, wanted);
    }

    boolean matches(ListingEntry listing) {
        ListingVersionEntry version = listing.version();
        return (states.isEmpty() || states.contains(listing.state()))
                && (provider == 0 || provider == listing.provider())
                && (board == 0 || board == version.board())
                && (scenario.isEmpty() || version.scenarios().contains(scenario))
                && (title.isEmpty()
                        || isIn(version.title().zh())
                        || isIn(version.title().en()));
    }

    private boolean isIn(String text) {
        return text.toLowerCase(Locale.ROOT).contains(title.toLowerCase(Locale.ROOT));
    }

    private static void requireShort(String field, String text) {
        if (text.length() > MAX_TEXT_LENGTH) {
            throw new IllegalArgumentException(
                    "filter." + field + " of " + text.length() + " characters: at most " + MAX_TEXT_LENGTH);
        }
    }
}
