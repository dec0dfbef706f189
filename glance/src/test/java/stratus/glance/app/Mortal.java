package stratus.glance.app;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.glance.store.Store;
import stratus.oslo.base.Ids.Id;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** A process that ends at one of its effects: nothing that it tries afterwards has any. */
final class Mortal {
    private final AtomicInteger left;
    private final Kind kind;
    private final AtomicBoolean struck = new AtomicBoolean();

    private Runnable stop = () -> {};

    private enum Kind {
        DIES,
        DEAF,
        STOPS
    }

    private Mortal(int steps, Kind kind) {
        this.left = new AtomicInteger(steps);
        this.kind = kind;
    }

    static Mortal dyingAfter(int steps) {
        return new Mortal(steps, Kind.DIES);
    }

    /** One that lives on, but once is not told that what it committed was committed. */
    static Mortal deafAfter(int commits) {
        return new Mortal(commits, Kind.DEAF);
    }

    /** One that is asked to end before one of its effects, or before it looks at something. */
    static Mortal stoppingAfter(int steps) {
        return new Mortal(steps, Kind.STOPS);
    }

    /** How it is asked to end, on the thread that is about to do something. */
    void stopsBy(Runnable work) {
        stop = work;
    }

    /** Whether it came to that. */
    boolean struck() {
        return struck.get();
    }

    private static final class End extends RuntimeException {
        End() {
            super("the end of this process", null, false, false);
        }
    }

    private void step() {
        requireAlive();
        if (left.getAndDecrement() == 0) {
            struck.set(true);
            strike();
        }
    }

    private void strike() {
        if (kind != Kind.STOPS) {
            throw new End();
        }
        stop.run();
    }

    private void requireAlive() {
        if (kind == Kind.DIES && struck.get()) {
            throw new End();
        }
    }

    private void own() {
        if (kind != Kind.DEAF) {
            step();
        }
    }

    private void look() {
        if (kind == Kind.STOPS) {
            step();
        } else {
            requireAlive();
        }
    }

    Db with(Db db) {
        return new MortalDb(db);
    }

    Store with(Store store) {
        return new MortalStore(store);
    }

    InputStream with(InputStream data) {
        return new FilterInputStream(data) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                own();
                return super.read(bytes, from, length);
            }
        };
    }

    private final class MortalDb implements Db {
        private final Db db;

        MortalDb(Db db) {
            this.db = db;
        }

        @Override
        public <T extends @Nullable Object> T read(Function<Tx, T> query) {
            look();
            return db.read(query);
        }

        @Override
        public <T extends @Nullable Object> T write(Function<Tx, T> change) {
            own();
            T answer = db.write(change);
            step();
            return answer;
        }

        @Override
        public void lock(Tx write, String owner, String resource) {
            db.lock(write, owner, resource);
        }

        @Override
        public Db rows(Class<?>... types) {
            return db.rows(types);
        }

        @Override
        public <I extends Id> Db id(Class<I> type, Function<String, I> parse) {
            return db.id(type, parse);
        }

        @Override
        public Db json(GenericType<?>... types) {
            return db.json(types);
        }

        @Override
        public void close() {}
    }

    private final class MortalStore implements Store {
        private final Store store;

        MortalStore(Store store) {
            this.store = store;
        }

        @Override
        public String place(String image) {
            return store.place(image);
        }

        @Override
        public String moved(String url) {
            return store.moved(url);
        }

        @Override
        public Upload upload(String url) throws IOException {
            own();
            var upload = store.upload(url);
            return new Upload() {
                @Override
                public OutputStream out() {
                    return upload.out();
                }

                @Override
                public void finish() throws IOException {
                    own();
                    upload.finish();
                    own();
                }

                @Override
                public void close() throws IOException {
                    requireAlive();
                    upload.close();
                }
            };
        }

        @Override
        public InputStream open(String url, long offset) throws IOException {
            return with(store.open(url, offset));
        }

        @Override
        public long size(String url) throws IOException {
            return store.size(url);
        }

        @Override
        public void sync() throws IOException {
            own();
            store.sync();
        }

        @Override
        public void delete(String url) throws IOException {
            own();
            store.delete(url);
            own();
        }
    }
}
