package io.rushline.gateway.reservation;

import io.rushline.gateway.http.RequestId;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * Who decides which customers may ask for new seats.
 *
 * @param admit throws the refusal of a customer who gets none for now; it is asked when all else about the request is
 *     in order
 * @param replied hears of each reply of the engine to such a request, a whole message at offset 0
 */
public record Customers(BiConsumer<String, RequestId> admit, Consumer<DirectBuffer> replied) {}
