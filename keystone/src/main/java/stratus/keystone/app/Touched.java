package stratus.keystone.app;

import stratus.keystone.domain.Token;

/** What tokens a change may have made stand for something else. */
sealed interface Touched {
    boolean touches(Token token);

    /** All of them. */
    record Everything() implements Touched {
        @Override
        public boolean touches(Token token) {
            return true;
        }
    }

    /** Those of a user; and those by trusts, which hang on users of whom the token says nothing. */
    record OfUser(String id) implements Touched {
        @Override
        public boolean touches(Token token) {
            return token.user().id().equals(id) || token.power().trust() != null;
        }
    }

    /** Those for a project that is no domain. */
    record OfProject(String id) implements Touched {
        @Override
        public boolean touches(Token token) {
            var project = token.project();
            return project != null && project.id().equals(id);
        }
    }
}
