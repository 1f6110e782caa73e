package io.rushline.loadtest;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether somebody is looking, on a screen on which lines can be written over. */
final class Terminal {
    private Terminal() {}

    /** False when input or output is redirected, or the terminal can only go on and on. */
    @SuppressWarnings("SystemConsoleNull") // null tells it up to Java 21 only; from then on isTerminal does
    static boolean present() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            // From Java 22 on there is a console without a terminal, too, and this method to tell them apart.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
