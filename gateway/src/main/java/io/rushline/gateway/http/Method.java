package io.rushline.gateway.http;

/** A method that a route may have. HEAD and OPTIONS are answered by the server itself, from the routes of a path. */
public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
}
