package io.rushline.gateway.catalogue;

/** A city that has no id yet. */
public record NewCity(String name, String state, Position position) {}
