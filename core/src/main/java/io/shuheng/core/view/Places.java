package io.shuheng.core.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** For each number of a participant, instrument or account, the places of what belongs to it in a longer list. */
final class Places {

    private final Map<Long, List<Integer>> places = new HashMap<>();

    void add(long owner, int place) {
        places.computeIfAbsent(owner, o -> new ArrayList<>()).add(place);
    }

    int count(long owner) {
        return of(owner).size();
    }

    int place(long owner, long index) {
        return of(owner).get((int) index);
    }

    private List<Integer> of(long owner) {
        return places.getOrDefault(owner, List.of());
    }
}
