package stratus.neutron.domain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A set of addresses of one IP version, as few blocks as it can be. */
public final class Blocks {
    private final int version;
    private final List<Range> ranges;

    private record Range(BigInteger first, BigInteger last) {
        boolean meets(Range other) {
            return first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
        }
    }

    private Blocks(int version, List<Range> ranges) {
        this.version = version;
        this.ranges = ranges;
    }

    /** {@code cidrs} are of one version. */
    public static Blocks of(Collection<Cidr> cidrs) {
        var sorted = cidrs.stream()
                .map(c -> new Range(c.network().value(), c.last().value()))
                .sorted(Comparator.comparing(Range::first))
                .toList();
        var joined = new ArrayList<Range>();
        for (var range : sorted) {
            var before = joined.isEmpty() ? null : joined.getLast();
            if (before == null || before.last().add(BigInteger.ONE).compareTo(range.first()) < 0) {
                joined.add(range);
            } else {
                joined.set(
                        joined.size() - 1,
                        new Range(before.first(), before.last().max(range.last())));
            }
        }
        return new Blocks(cidrs.isEmpty() ? 4 : cidrs.iterator().next().version(), joined);
    }

    public Blocks minus(Blocks other) {
        var rest = new ArrayList<>(ranges);
        for (var gone : other.ranges) {
            var next = new ArrayList<Range>();
            for (var range : rest) {
                next.addAll(without(range, gone));
            }
            rest = next;
        }
        return new Blocks(version, rest);
    }

    private static List<Range> without(Range range, Range gone) {
        if (!range.meets(gone)) {
            return List.of(range);
        }
        var rest = new ArrayList<Range>();
        if (range.first().compareTo(gone.first()) < 0) {
            rest.add(new Range(range.first(), gone.first().subtract(BigInteger.ONE)));
        }
        if (range.last().compareTo(gone.last()) > 0) {
            rest.add(new Range(gone.last().add(BigInteger.ONE), range.last()));
        }
        return rest;
    }

    public boolean meets(Blocks other) {
        return ranges.stream().anyMatch(r -> other.ranges.stream().anyMatch(r::meets));
    }

    public List<Cidr> cidrs() {
        var all = new ArrayList<Cidr>();
        for (var range : ranges) {
            var next = range.first();
            while (next.compareTo(range.last()) <= 0) {
                var block = largest(next, range.last());
                all.add(block);
                next = block.last().value().add(BigInteger.ONE);
            }
        }
        return all;
    }

    /** The largest block that begins at the one address and does not pass the other. */
    private Cidr largest(BigInteger first, BigInteger last) {
        int bits = version == 4 ? 32 : 128;
        int free = first.signum() == 0 ? bits : Math.min(bits, first.getLowestSetBit());
        while (first.add(BigInteger.ONE.shiftLeft(free))
                        .subtract(BigInteger.ONE)
                        .compareTo(last)
                > 0) {
            free--;
        }
        return new Cidr(new Ip(version, first), bits - free);
    }
}
