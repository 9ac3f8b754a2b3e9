package io.shuheng.ledger.simulation;

import io.shuheng.ledger.disk.DiskFile;
import io.shuheng.ledger.disk.LedgerFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A disk under a folder that remembers what was forced and what the operating system may have written since, and that can
 * lose power at any call. Chronicle maps its files past this port, so contents are taken from the files themselves: at
 * each call, and where the simulation says. For one thread.
 */
final class SimulatedDisk implements LedgerFiles {

    /** The power is gone. What was to be done in this call may or may not have been done. */
    static final class PowerLoss extends IOException {

        private static final long serialVersionUID = 1L;

        PowerLoss() {
            super("power lost");
        }
    }

    /** What may be found of one file after a crash: what was forced, then what it held at moments since. */
    private static final class Versions {
        private final List<Content> contents = new ArrayList<>(List.of(Content.EMPTY));

        void add(Content content) {
            if (!content.sameAs(contents.get(contents.size() - 1))) {
                contents.add(content);
            }
        }

        void force(Content content) {
            contents.clear();
            contents.add(content);
        }
    }

    private final Path folder;
    private final boolean forgetsForces;
    private final TreeMap<Path, Versions> names = new TreeMap<>();
    private final TreeMap<Path, Versions> sureNames = new TreeMap<>();
    private final List<SimulatedFile> open = new ArrayList<>();
    private long callsLeft = Long.MAX_VALUE;
    private CrashImage image;

    /** A disk that holds what is in the folder, for sure. */
    SimulatedDisk(Path folder, boolean forgetsForces) throws IOException {
        this.folder = folder;
        this.forgetsForces = forgetsForces;
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Versions versions = new Versions();
                versions.force(Content.of(path));
                names.put(path, versions);
            }
        }
        sureNames.putAll(names);
    }

    /** Loses power at the n-th call or step from now on. */
    void losePowerAfter(long calls) {
        callsLeft = calls;
    }

    /** Says that something was written past this port. */
    void step() throws IOException {
        call();
    }

    /** What may be left, once power was lost; null before. */
    CrashImage image() {
        return image;
    }

    private void call() throws IOException {
        if (image != null) {
            throw new PowerLoss();
        }
        for (SimulatedFile file : open) {
            file.look();
        }
        if (callsLeft-- == 0) {
            image = crash();
            throw new PowerLoss();
        }
    }

    private CrashImage crash() {
        TreeSet<Path> all = new TreeSet<>(names.keySet());
        all.addAll(sureNames.keySet());
        CrashImage left = new CrashImage();
        for (Path path : all) {
            Versions now = names.get(path);
            Versions sure = sureNames.get(path);
            List<Content> here = now == null ? null : List.copyOf(now.contents);
            List<Content> before = sure == null ? null : List.copyOf(sure.contents);
            left.add(folder.relativize(path), here, before, now == sure);
        }
        return left;
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        call();
        DiskFile file = LedgerFiles.onDisk().open(path);
        Versions versions = names.computeIfAbsent(path, unknown -> new Versions());
        SimulatedFile opened = new SimulatedFile(path, versions, file);
        open.add(opened);
        return opened;
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        call();
        Files.createDirectories(directory);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        call();
        if (!forgetsForces) {
            sureNames.keySet().removeIf(path -> path.getParent().equals(directory));
            names.forEach((path, versions) -> {
                if (path.getParent().equals(directory)) {
                    sureNames.put(path, versions);
                }
            });
        }
    }

    @Override
    public void replace(Path written, Path target) throws IOException {
        call();
        LedgerFiles.onDisk().replace(written, target);
        names.put(target, names.remove(written));
    }

    @Override
    public void delete(Path path) throws IOException {
        call();
        LedgerFiles.onDisk().delete(path);
        names.remove(path);
    }

    @Override
    public long freeBytes(Path path) {
        return Long.MAX_VALUE;
    }

    private final class SimulatedFile implements DiskFile {

        private final Path path;
        private final Versions versions;
        private final DiskFile file;

        SimulatedFile(Path path, Versions versions, DiskFile file) {
            this.path = path;
            this.versions = versions;
            this.file = file;
        }

        void look() throws IOException {
            if (names.get(path) == versions && Files.exists(path)) {
                versions.add(Content.of(path));
            }
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public int read(ByteBuffer bytes, long offset) throws IOException {
            return file.read(bytes, offset);
        }

        @Override
        public int write(ByteBuffer bytes, long offset) throws IOException {
            call();
            return file.write(bytes, offset);
        }

        @Override
        public void truncate(long length) throws IOException {
            call();
            file.truncate(length);
        }

        @Override
        public void force(boolean withMetadata) throws IOException {
            call();
            if (!forgetsForces) {
                versions.force(Content.of(path));
            }
            call();
        }

        @Override
        public boolean tryLock() throws IOException {
            return file.tryLock();
        }

        @Override
        public void close() throws IOException {
            if (image == null) {
                look();
            }
            open.remove(this);
            file.close();
        }
    }
}
