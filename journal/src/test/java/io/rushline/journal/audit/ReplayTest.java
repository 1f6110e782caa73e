package io.rushline.journal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.engine.CommandEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    @TempDir
    Path root;

    @Test
    void shouldStopBehindAnySequenceWithTheStateThatWasThen() {
        RecordedSale.write(root);
        List<Long> hashes = new ArrayList<>();
        for (long until : new long[] {1, 3, 23, 24, RecordedSale.COMMANDS}) {
            Replay replay = new Replay(Replay.nobody());
            ExcerptHandler commands = ExcerptHandler.commandsUntil(until, replay);
            new JournalScan(root.resolve("journal"), 0, commands, ScanProgress.NONE).scan();
            StateSummary state = replay.state();
            assertThat(state.lastSequence()).isEqualTo(until);
            hashes.add(state.stateHash());
        }
        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void shouldNameTheCommandThatItDoesNotKnow() {
        Replay replay = new Replay(Replay.nobody());
        CommandEncoder encoder = new CommandEncoder().startEpoch(1);
        MutableDirectBuffer unknown = new UnsafeBuffer(new byte[encoder.length()]);
        unknown.putBytes(0, encoder.buffer(), 0, encoder.length());
        new MessageHeaderEncoder().wrap(unknown, 0).templateId(99);

        assertThatThrownBy(() -> replay.onCommand(1, 1, unknown, 0, encoder.length()))
                .isInstanceOf(UndecidableException.class)
                .hasMessageContaining("sequence 1")
                .hasMessageContaining("99");
    }
}
