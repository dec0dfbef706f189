package stratus.neutron.agent;

import java.util.ArrayList;
import java.util.List;

/** What went wrong in one pass: a broken network must not keep the others from working. */
final class Problems {
    private final List<String> texts = new ArrayList<>();

    /** Runs {@code work}; true when it went well, else the failure is noted. */
    boolean attempt(String what, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            texts.add(what + ": " + e.getMessage());
            return false;
        }
    }

    void add(String text) {
        texts.add(text);
    }

    List<String> texts() {
        return List.copyOf(texts);
    }
}
