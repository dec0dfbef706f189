package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import stratus.glance.store.Store;

/** A store that lets a test look at each step of what happens in it. */
final class PhotographedStore implements Store {
    private final String name;
    private final Store store;
    private final Camera camera;

    /** Called right before and right after each step. */
    interface Camera {
        void shoot(String step) throws IOException;
    }

    PhotographedStore(String name, Store store, Camera camera) {
        this.name = name;
        this.store = store;
        this.camera = camera;
    }

    @Override
    public String url(String image) {
        return store.url(image);
    }

    @Override
    public Upload upload(String image) throws IOException {
        camera.shoot(name + ": before an upload");
        var upload = store.upload(image);
        camera.shoot(name + ": an upload has begun");
        return new Upload() {
            @Override
            public OutputStream out() {
                return new Counted(upload.out());
            }

            @Override
            public void finish() throws IOException {
                camera.shoot(name + ": before the end of an upload");
                upload.finish();
                camera.shoot(name + ": an upload has ended");
            }

            @Override
            public void close() throws IOException {
                upload.close();
                camera.shoot(name + ": an upload is closed");
            }
        };
    }

    private final class Counted extends OutputStream {
        private final OutputStream out;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            camera.shoot(name + ": something is written");
        }
    }

    @Override
    public InputStream open(String url, long offset) throws IOException {
        return store.open(url, offset);
    }

    @Override
    public long size(String url) throws IOException {
        return store.size(url);
    }

    @Override
    public void delete(String url) throws IOException {
        camera.shoot(name + ": before something is deleted");
        store.delete(url);
        camera.shoot(name + ": something is deleted");
    }

    @Override
    public List<String> urls() throws IOException {
        return store.urls();
    }

    @Override
    public void tidy() throws IOException {
        store.tidy();
    }
}
