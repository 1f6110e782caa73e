package io.rushline.gateway.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** How texts of the command line become numbers, words and paths, and what is said, in the sender's words, of those that don't. */
final class ArgumentValues {
    private ArgumentValues() {}

    /** Sets it for a command and all below it, which must be there already. */
    static void readIn(CommandLine command) {
        read(command, List.of(Long.class, long.class), Long::valueOf, "no whole number, or has too many digits");
        read(command, List.of(Integer.class, int.class), Integer::valueOf, "no whole number, or has too many digits");
        read(command, List.of(Double.class, double.class), ArgumentValues::finite, "no number");
        read(command, List.of(Boolean.class, boolean.class), ArgumentValues::isTrue, "neither true nor false");
        read(command, List.of(Path.class), ArgumentValues::path, "no path");
        read(command, List.of(String.class), ArgumentValues::text, "empty");
        readWords(command, command);
    }

    private static <T> void read(
            CommandLine command, List<Class<T>> types, Function<String, T> reader, String otherwise) {
        ITypeConverter<T> converter = text -> {
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is " + otherwise);
            }
        };
        types.forEach(type -> command.registerConverter(type, converter));
    }

    /** Java would take NaN and Infinity, too, and a number with a letter behind it. */
    private static Double finite(String text) {
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number) || Character.isLetter(text.charAt(text.length() - 1))) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    private static Boolean isTrue(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException(text);
        }
        return Boolean.valueOf(text);
    }

    /** Nobody means nothing at all who names an option; a variable was empty. */
    private static String text(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    /** Java would take nothing at all for the current directory. */
    private static Path path(String text) {
        return Path.of(text(text));
    }

    private static void readWords(CommandLine root, CommandLine command) {
        for (ArgSpec argument : command.getCommandSpec().args()) {
            Class<?> type = argument.type();
            if (type.isEnum()) {
                readWord(root, type.asSubclass(Enum.class));
            }
        }
        command.getSubcommands().values().forEach(below -> readWords(root, below));
    }

    @SuppressWarnings("rawtypes")
    private static <E extends Enum> void readWord(CommandLine root, Class<E> type) {
        List<E> words = List.of(type.getEnumConstants());
        root.registerConverter(
                type,
                text -> words.stream()
                        .filter(word -> word(word).equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new TypeConversionException("expected "
                                + words.stream().map(ArgumentValues::word).collect(Collectors.joining(" or "))
                                + ", not '"
                                + text + "'")));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
