package io.shuheng.crypto.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the parts of a SEQUENCE, some of which may be left out. For one thread. */
final class Cursor {
    private final List<DerElement> parts;
    private final String what;
    private int position;

    Cursor(List<DerElement> parts, String what) {
        this.parts = parts;
        this.what = what;
    }

    DerElement next() {
        if (position == parts.size()) {
            throw DerElement.malformed(what, "ends after " + position + " parts");
        }
        return parts.get(position++);
    }

    /** The next part if it has the tag, else nothing. */
    @Nullable
    DerElement optional(int tag) {
        boolean there = position < parts.size() && parts.get(position).tag() == tag;
        return there ? parts.get(position++) : null;
    }

    int position() {
        return position;
    }

    void requireEnd() {
        if (position != parts.size()) {
            throw DerElement.malformed(what, (parts.size() - position) + " parts more than it may have");
        }
    }
}
