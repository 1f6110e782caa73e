package io.rushline.gateway.http;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Locale;

/** The heads of answers as HTTP/2 has them. */
final class Http2Answers {
    private Http2Answers() {}

    static Http2Headers continues() {
        return new DefaultHttp2Headers().status("100");
    }

    static Http2Headers head(Slot slot, Response response) {
        Http2Headers head = new DefaultHttp2Headers()
                .status(Integer.toString(response.status()))
                .add("date", ResponseEncoder.date());
        if (ResponseEncoder.allowsBody(response) && response.stream().isEmpty()) {
            head.add("content-length", Integer.toString(response.body().length));
        }
        if (!response.contentType().isEmpty()) {
            head.add("content-type", response.contentType());
        }
        head.add("x-request-id", slot.requestId);
        for (Header header : response.headers()) {
            head.add(header.name().toLowerCase(Locale.ROOT), header.value());
        }
        return head;
    }

    /** Whether frames with the answer's body follow its head. */
    static boolean hasBody(Slot slot, Response response) {
        return ResponseEncoder.allowsBody(response) && !slot.headOnly && response.body().length > 0;
    }
}
