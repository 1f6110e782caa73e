package io.rushline.loadtest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What wrk sends: scripts in its Lua.
 *
 * <p>Customers hold one to four seats of their own in one show. Of 100 holds 42 are booked and the bookings cancelled, the
 * others are released, so that the show stays as it is. What an answer leads to is sent next, on whichever connection is
 * free. Whose answer it is follows from the seats in it.
 */
final class WrkScript {
    private static final String WRITES = """
            local base, show, run = "/api/v1", "{show}", "{run}"
            local headers = { ["Authorization"] = "Bearer {key}", ["Content-Type"] = "application/json" }
            local todo, todoFirst, todoLast = {}, 1, 0
            local free, freeFirst, freeLast = {}, 1, 0
            local count, holds, refused = 0, 0, 0
            for group = 0, {lastGroup} do
                freeLast = freeLast + 1
                free[freeLast] = group
            end

            local function send(method, path, body)
                count = count + 1
                headers["Idempotency-Key"] = run .. count
                return wrk.format(method, base .. path, headers, body)
            end

            local function hold()
                local group = 0
                if freeFirst <= freeLast then
                    group = free[freeFirst]
                    free[freeFirst] = nil
                    freeFirst = freeFirst + 1
                end
                local seats = {}
                for i = 1, 1 + group % 4 do
                    local seat = group * 4 + i - 1
                    local inSection = seat % 500
                    seats[i] = '"S' .. 1 + math.floor(seat / 500) .. "-R" .. 1 + math.floor(inSection / 50)
                        .. "-" .. 1 + inSection % 50 .. '"'
                end
                return send("POST", "/shows/" .. show .. "/holds",
                    '{"customer":"customer' .. group .. '","seats":[' .. table.concat(seats, ",") .. "]}")
            end

            function request()
                if todoFirst > todoLast then
                    return hold()
                end
                local act = todo[todoFirst]
                todo[todoFirst] = nil
                todoFirst = todoFirst + 1
                if act.kind == "book" then
                    return send("POST", "/holds/" .. act.id .. "/book",
                        '{"customer":"customer' .. act.group .. '","paymentReference":"paid"}')
                end
                -- Others come first, so that the seats are free when they are asked for again.
                freeLast = freeLast + 1
                free[freeLast] = act.group
                if act.kind == "release" then
                    return send("DELETE", "/holds/" .. act.id .. "?customer=customer" .. act.group)
                end
                return send("POST", "/bookings/" .. act.id .. "/cancel", '{"customer":"customer' .. act.group .. '"}')
            end

            local function plan(kind, id, group)
                todoLast = todoLast + 1
                todo[todoLast] = { kind = kind, id = id, group = group }
            end

            function response(status, _, body)
                if status >= 400 then
                    refused = refused + 1
                    if refused == 1 then
                        io.stderr:write("refused: ", status, " ", body, "\\n")
                    end
                elseif status == 201 then
                    local section, row, seat = string.match(body, '"S(%d+)%-R(%d+)%-(%d+)"')
                    local group = math.floor(((section - 1) * 500 + (row - 1) * 50 + seat - 1) / 4)
                    local booking = string.match(body, '"bookingId":"([^"]+)"')
                    if booking then
                        plan("cancel", booking, group)
                    else
                        holds = holds + 1
                        local isBooked = math.floor(holds % 100 * 42 / 100) ~= math.floor((holds % 100 + 1) * 42 / 100)
                        plan(isBooked and "book" or "release", string.match(body, '"holdId":"([^"]+)"'), group)
                    end
                end
            end
            """;

    private static final String READS = """
            wrk.path = "/api/v1/shows/{show}/seats"
            wrk.headers["Authorization"] = "Bearer {key}"
            wrk.headers["If-None-Match"] = '{tag}'
            """;

    private WrkScript() {}

    /**
     * Holds and what follows them; for one thread of wrk.
     *
     * @param run another one each time, or requests would be repetitions
     */
    static Path writeHolds(Path file, String showId, int seats, String run) throws IOException {
        return Files.writeString(
                file,
                WRITES.replace("{show}", showId)
                        .replace("{run}", run)
                        .replace("{key}", WireServer.WEB_KEY)
                        .replace("{lastGroup}", Integer.toString(seats / SeatSale.MAX_PARTY - 1)));
    }

    /** Asks for the seat map again and again, and names the one that it has. */
    static Path writeReads(Path file, String showId, String etag) throws IOException {
        return Files.writeString(
                file,
                READS.replace("{show}", showId)
                        .replace("{key}", WireServer.WEB_KEY)
                        .replace("{tag}", etag));
    }
}
