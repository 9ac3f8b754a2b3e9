package io.shuheng.ledger.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a crash of the machine may leave: of each file's pages any that it held since it was last forced, in any
 * combination, some of them torn; its length likewise; names that were not forced there or not.
 */
final class CrashImage {

    private static final int PAGE = 4096;
    private static final int SECTOR = 512;
    private static final int TORN_ONE_IN = 4;

    /** How the operating system had written what was not forced. */
    private enum Manner {
        ALL,
        NOTHING,
        IN_ORDER,
        IN_ANY_ORDER
    }

    private record Left(Path name, List<Content> now, List<Content> before, boolean sure) {}

    private final List<Left> files = new ArrayList<>();

    /** Adds a name: what it stands for now and as forced, null where it is not there; sure where both are the same. */
    void add(Path name, List<Content> now, List<Content> before, boolean sure) {
        files.add(new Left(name, now, before, sure));
    }

    /** Writes one of the possible images into an empty folder. */
    void writeTo(Path folder, Random random) throws IOException {
        Manner[] manners = Manner.values();
        Manner manner = manners[random.nextInt(manners.length)];
        for (Left file : files) {
            List<Content> contents = file.sure || random.nextBoolean() ? file.now : file.before;
            if (contents != null) {
                content(contents, manner, random).writeTo(folder.resolve(file.name));
            }
        }
    }

    private static Content content(List<Content> contents, Manner manner, Random random) {
        Content forced = contents.get(0);
        Content last = contents.get(contents.size() - 1);
        return switch (manner) {
            case ALL -> mixed(last.length(), List.of(last), random);
            case NOTHING -> mixed(forced.length(), List.of(forced), random);
            case IN_ORDER -> {
                Content some = contents.get(random.nextInt(contents.size()));
                yield mixed(some.length(), List.of(some), random);
            }
            case IN_ANY_ORDER ->
                mixed(contents.get(random.nextInt(contents.size())).length(), contents, random);
        };
    }

    private static Content mixed(long length, List<Content> contents, Random random) {
        int used = 0;
        for (Content content : contents) {
            used = Math.max(used, content.head().length);
        }
        int end = (int) Math.min(used, length);
        byte[] bytes = new byte[end];
        for (int page = 0; page < end; page += PAGE) {
            boolean torn = random.nextInt(TORN_ONE_IN) == 0;
            Content of = contents.get(random.nextInt(contents.size()));
            for (int at = page; at < Math.min(page + PAGE, end); at += SECTOR) {
                of = torn ? contents.get(random.nextInt(contents.size())) : of;
                of.copyRange(bytes, at, Math.min(at + SECTOR, end));
            }
        }
        return new Content(length, bytes);
    }
}
