package io.rushline.gateway.catalogue;

public final class CatalogueRoutes {
    public CatalogueRoutes(Catalogue c, java.util.concurrent.Executor e) {}

    public void register(io.rushline.gateway.http.Router r) {}
}
