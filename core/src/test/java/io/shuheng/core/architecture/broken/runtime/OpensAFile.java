package io.shuheng.core.architecture.broken.runtime;

import java.io.File;
import java.security.Security;

/** Breaks: a file outside the ledger module, and a provider registered for the whole process. */
public final class OpensAFile {
    public File file() {
        Security.removeProvider("none of this name");
        return new File("ledger");
    }
}
