package io.rushline.gateway.auth;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The API keys a server takes. Only their SHA-256 is kept, in a file of lines
 *
 * <pre>
 *   # who    role      SHA-256 of the key, hexadecimal
 *   web-1   :web      :9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 *   backstage:operator:60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752
 * </pre>
 *
 * <p>A name may have several keys of one role, so that keys can be changed without a gap.
 *
 * <p>Threading: immutable.
 */
public final class ApiKeys implements KeyLookup {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{64}");

    private final List<Entry> entries;

    private static final class Entry {
        private final Principal principal;
        private final byte[] hash;

        Entry(Principal principal, byte[] hash) {
            this.principal = principal;
            this.hash = hash;
        }
    }

    private ApiKeys(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** No keys at all; see {@link #with}. */
    public static ApiKeys none() {
        return new ApiKeys(List.of());
    }

    /** The keys {@code demo-web} and {@code demo-operator}, which everybody knows. */
    public static ApiKeys demo() {
        return none().withDemo();
    }

    /** These keys and those of {@link #demo}. */
    public ApiKeys withDemo() {
        return with("demo-web", Role.WEB, "demo-web").with("demo-operator", Role.OPERATOR, "demo-operator");
    }

    /** These keys and one more. */
    public ApiKeys with(String name, Role role, String key) {
        return with(parse(line(name, role, key)));
    }

    /** A line for a key file. */
    public static String line(String name, Role role, String key) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name has 1 to 64 letters, digits, '.', '_' or '-': " + name);
        }
        return name + ":" + role.name().toLowerCase(Locale.ROOT) + ":"
                + HexFormat.of().formatHex(KeyHash.sha256(key));
    }

    /**
     * Reads a key file.
     *
     * @throws BrokenKeyFileException when a line is broken or the file holds no key
     */
    public static ApiKeys load(Path file) throws IOException {
        ApiKeys keys = loadAny(file);
        if (keys.entries.isEmpty()) {
            throw new BrokenKeyFileException(file + " holds no key; a line is name:role:sha256 of the key");
        }
        return keys;
    }

    /** Reads a key file that may hold no key. */
    static ApiKeys loadAny(Path file) throws IOException {
        ApiKeys keys = none();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            try {
                keys = keys.with(parse(text));
            } catch (IllegalArgumentException e) {
                throw new BrokenKeyFileException(file + " line " + number + ": " + e.getMessage());
            }
        }
        return keys;
    }

    /** How many there are; never what they are. */
    @Override
    public String toString() {
        return entries.size() + " keys";
    }

    /** Whose key it is. All entries are looked at, whichever fits. */
    @Override
    public Optional<Principal> find(KeyHash hash) {
        Optional<Principal> found = Optional.empty();
        for (Entry entry : entries) {
            if (hash.isSame(entry.hash)) {
                found = Optional.of(entry.principal);
            }
        }
        return found;
    }

    private ApiKeys with(Entry added) {
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.hash, added.hash)) {
                throw new IllegalArgumentException("this key stands there already");
            }
            if (entry.principal.name().equals(added.principal.name())
                    && entry.principal.role() != added.principal.role()) {
                throw new IllegalArgumentException(added.principal.name() + " has another role already");
            }
        }
        List<Entry> all = new ArrayList<>(entries);
        all.add(added);
        return new ApiKeys(all);
    }

    /** Never repeats the third part in a message: it may be a key that somebody forgot to hash. */
    private static Entry parse(String line) {
        String[] parts = line.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("must be name:role:sha256, but has " + parts.length + " parts");
        }
        String name = parts[0].strip();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name has 1 to 64 letters, digits, '.', '_' or '-'");
        }
        String hash = parts[2].strip();
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("the SHA-256 of the key must be 64 hexadecimal digits");
        }
        return new Entry(
                new Principal(name, role(parts[1].strip())), HexFormat.of().parseHex(hash));
    }

    static Role role(String word) {
        for (Role role : Role.values()) {
            if (role.name().equalsIgnoreCase(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("the role must be web or operator");
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new BrokenKeyFileException(file + " is not UTF-8 text");
        }
    }
}
