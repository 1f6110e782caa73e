package io.rushline.gateway.server;

final class DemoFill {
    DemoFill(Object a, Object b, Object c, Object d) {}

    void fillWhenEmpty(long t) {}
}
