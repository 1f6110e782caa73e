package io.rushline.gateway.server;

/** One customer's way to a server: asks one thing after the other, and hears what is answered as it comes. */
interface Asker {
    /** Sends a request, a POST when it has a body; the one before must have ended. */
    void ask(String path, String body, Hearer hearer);

    /** Hears an answer, on the thread that reads. */
    interface Hearer {
        void onText(String text);

        void onEnd();
    }
}
