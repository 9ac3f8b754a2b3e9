package io.shuheng.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UseType;

/** The table against a sorted map. Public, with its record, so that jqwik finds what it makes. */
public class NumberedTableTest {

    /** One call: what is done to which number. Few numbers, so that they meet; some far apart. */
    public record Call(
            boolean removes, @IntRange(min = -30, max = 30) int number, boolean far) {

        long key() {
            return far ? number * 0x1_0000_0001L : number;
        }
    }

    @Property
    void doesWhatASortedMapDoes(@ForAll @Size(max = 300) List<@UseType Call> calls) {
        NumberedTable<String> table = new NumberedTable<>();
        TreeMap<Long, String> model = new TreeMap<>();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            if (call.removes) {
                assertThat(table.remove(call.key())).isEqualTo(model.remove(call.key()));
            } else {
                assertThat(table.put(call.key(), "v" + i)).isEqualTo(model.put(call.key(), "v" + i));
            }
            assertThat(table.get(call.key())).isEqualTo(model.get(call.key()));
            assertThat(table.size()).isEqualTo(model.size());
        }
        model.forEach((number, value) -> assertThat(table.get(number)).isEqualTo(value));
        assertThat(table.inOrder()).isEqualTo(new ArrayList<>(model.values()));
    }
}
