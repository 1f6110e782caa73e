package io.rushline.gateway.limit;

import io.netty.util.NetUtil;
import io.rushline.gateway.auth.Principal;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.http.AnsweredRequest;
import io.rushline.gateway.http.Client;
import java.util.Objects;
import java.util.Optional;

/** Clients and their requests, for the tests of this package. */
final class Clients {
    private Clients() {}

    static Client web(String name, String address) {
        return client(address, Optional.of(new Principal(name, Role.WEB)));
    }

    static Client operator(String address) {
        return client(address, Optional.of(new Principal("backstage", Role.OPERATOR)));
    }

    static Client keyless(String address) {
        return client(address, Optional.empty());
    }

    static AnsweredRequest answered(Client client, int status, String code) {
        return new AnsweredRequest(client, "GET", "/", "/", status, code, 0, "id", 0);
    }

    private static Client client(String address, Optional<Principal> principal) {
        return new Client(
                Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(address), address), principal);
    }
}
