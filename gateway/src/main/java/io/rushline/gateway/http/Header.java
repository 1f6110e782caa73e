package io.rushline.gateway.http;

/** One header of a response, checked so that no value can begin a header or a response of its own. */
public record Header(String name, String value) {
    public Header {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a header needs a name");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == ':') {
                throw new IllegalArgumentException("not the name of a header: " + name);
            }
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c >= 0x7f) {
                throw new IllegalArgumentException("header " + name + " must be printable ASCII");
            }
        }
    }
}
