package io.rushline.gateway.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What tells one state of some files from another without reading them: each file's time, size and inode. */
record FileVersions(List<Optional<Version>> versions) {
    private record Version(FileTime modified, long size, Optional<Object> inode) {}

    /** As they are now; a file that is not there has no version. */
    static FileVersions of(List<Path> files) throws IOException {
        List<Optional<Version>> versions = new ArrayList<>();
        for (Path file : files) {
            versions.add(version(file));
        }
        return new FileVersions(versions);
    }

    private static Optional<Version> version(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Version(
                    attributes.lastModifiedTime(), attributes.size(), Optional.ofNullable(attributes.fileKey())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
