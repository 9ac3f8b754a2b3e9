package io.shuheng.examples.exchangeday.cast;

import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The members of the exchange. Immutable. */
public final class Members {

    private final Map<Company, Member> members = new EnumMap<>(Company.class);

    /** These. */
    public Members(List<Member> members) {
        members.forEach(member -> this.members.put(member.company(), member));
    }

    /** These, with one of them in a new shape: it has renewed its key. */
    public Members with(Member renewed) {
        List<Member> all = new ArrayList<>(members.values());
        all.removeIf(member -> member.company() == renewed.company());
        all.add(renewed);
        return new Members(all);
    }

    /**
     * The member that a company has become.
     *
     * @throws StoryBrokenException where it is none
     */
    public Member of(Company company) {
        Member member = members.get(company);
        if (member == null) {
            throw new StoryBrokenException(company + ": no member");
        }
        return member;
    }

    /**
     * The member of that number.
     *
     * @throws StoryBrokenException where there is none
     */
    public Member numbered(long participant) {
        return members.values().stream()
                .filter(member -> member.number() == participant)
                .findFirst()
                .orElseThrow(() -> new StoryBrokenException("participant " + participant + ": no member"));
    }
}
