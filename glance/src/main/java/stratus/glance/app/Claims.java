package stratus.glance.app;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import stratus.glance.domain.Image;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.PendingBits.Reason;
import stratus.glance.registry.Images;
import stratus.glance.registry.PendingStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Tx;

/** The places that this process is at work on, and keeps from others as long as it lives. */
public final class Claims {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final PendingStore places;
    private final Settlement settlement;
    private final Leftovers leftovers;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    public Claims(PendingStore places, Settlement settlement, Leftovers leftovers) {
        this.places = places;
        this.settlement = settlement;
        this.leftovers = leftovers;
    }

    /** A new place in a store; nothing may be put there before {@link Claim#note}. */
    Claim in(Backend backend, Image image, Reason reason) {
        var url = backend.store().place(image.id());
        return of(new PendingBits(UUID.randomUUID().toString(), image.id(), reason, backend.id(), url));
    }

    Claim of(PendingBits place) {
        held.add(place.id());
        return new Claim(place, places.until());
    }

    /** Says that this process is alive: to be called well before a lease runs out. */
    public void renew() {
        places.renew(held);
    }

    /**
     * Ends what is nobody's any more; returns what is to be removed. What is under way here is not nobody's, however late
     * that was said.
     *
     * @param mine whether an earlier life of this process is known to be over
     */
    List<PendingBits> takeOver(boolean mine) {
        return places.takeOver(leftovers.reachable(), mine).stream()
                .filter(place -> !held.contains(place.id()) && settlement.giveUp(place))
                .toList();
    }

    /** Whether nothing is under way. */
    boolean idle() {
        return held.isEmpty();
    }

    /** One of them: who commits {@link #settle} with its change owns the bits; otherwise they go when this is closed. */
    final class Claim implements AutoCloseable {
        private final PendingBits place;
        private final Instant until;
        private boolean settled;
        private boolean cleared;

        private Claim(PendingBits place, Instant until) {
            this.place = place;
            this.until = until;
        }

        PendingBits place() {
            return place;
        }

        /** For when nothing else is written with it. */
        void note() {
            places.insert(place, until);
        }

        /** With the status of an image whose bits are on their way; refuses one that does not wait for any. */
        void begin(Images images, Caller caller, Image image, String status) {
            boolean begun = images.advance(caller, image, "queued", (now, tx) -> {
                note(tx);
                return now.withStatus(status);
            });
            if (!begun) {
                throw new Fault.Conflict(
                        "Image status transition from %s to %s is not allowed".formatted(image.status(), status));
            }
        }

        private void note(Tx tx) {
            places.insert(tx, place, until);
        }

        /** The same place, where something may be staged already. */
        void take(Tx tx, PendingBits before) {
            if (before.is(Reason.STAGED)) {
                requireOwn(places.take(tx, before, place.id(), until));
            } else {
                note(tx);
            }
        }

        void settle(Tx tx) {
            requireOwn(places.settle(tx, place));
        }

        /** They are whole, and wait. */
        void stage(Tx tx) {
            requireOwn(places.stage(tx, place));
        }

        private void requireOwn(boolean own) {
            if (!own) {
                throw new Fault.Conflict(
                        "The data of image %s was given up meanwhile: send it again.".formatted(place.imageId()));
            }
        }

        /** After the commit. */
        void settled() {
            settled = true;
        }

        /** Removes what is there: no image will own it. */
        void clear() {
            cleared = leftovers.clear(place);
        }

        /** With the change that ends what the place was for. What could not be removed is left to {@link Recovery}. */
        void end(Tx tx) {
            requireOwn(cleared ? places.settle(tx, place) : places.giveUp(tx, place));
        }

        /**
         * Asks the registry: a commit may have come through though its answer did not. Where another gave the place up,
         * bits may have come to it since. Also where this thread was interrupted, and stays so: nobody is to wait until
         * the lease is over.
         */
        @Override
        public void close() {
            boolean interrupted = Thread.interrupted();
            try {
                if (!settled && (settlement.giveUp(place) || place.isForStore())) {
                    leftovers.remove(place);
                }
            } catch (RuntimeException e) {
                log.log(Level.WARNING, "what image " + place.imageId() + " waits for is given up later", e);
            } finally {
                held.remove(place.id());
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
