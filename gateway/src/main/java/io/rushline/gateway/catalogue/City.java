package io.rushline.gateway.catalogue;

/** A city in which there may be cinemas. */
public record City(long cityId, String name, String state, Position position) {}
