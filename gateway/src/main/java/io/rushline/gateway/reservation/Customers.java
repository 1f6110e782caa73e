package io.rushline.gateway.reservation;

import io.rushline.gateway.http.RequestId;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Who decides which customers may ask for new seats.
 *
 * @param admit throws the refusal of a customer who gets none for now; it is asked when all else about the request is
 *     in order
 * @param taken hears of each request that the engine is going to answer, and only of those
 */
public record Customers(BiConsumer<String, RequestId> admit, Consumer<RequestId> taken) {}
