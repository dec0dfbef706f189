package stratus.keystone.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.keystone.domain.AccessToken;
import stratus.keystone.domain.RequestToken;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code oauth_request_token} and {@code oauth_access_token}, whose secrets come sealed. */
public final class OAuthTokenStore {
    private static final String REQUEST = "id, consumer_id, project_id, expires_at, user_id, verifier, roles";
    private static final String ACCESS = "id, consumer_id, project_id, expires_at, user_id, roles";

    public OAuthTokenStore(Db db) {
        db.rows(RequestToken.class).rows(AccessToken.class).json(new GenericType<List<String>>() {});
    }

    public void insert(Tx tx, RequestToken token, String sealedSecret) {
        tx.update("""
                INSERT INTO oauth_request_token
                    (id, consumer_id, project_id, secret, expires_at, user_id, verifier, roles)
                VALUES (:id, :consumerId, :projectId, :secret, :expiresAt, :userId, :verifier, :roles)
                """).bindMethods(token).bind("secret", sealedSecret).execute();
    }

    public void grant(Tx tx, RequestToken token) {
        tx.update("""
                UPDATE oauth_request_token SET user_id = :userId, verifier = :verifier, roles = :roles WHERE id = :id
                """).bindMethods(token).execute();
    }

    /** Whether it was there. */
    public boolean use(Tx tx, RequestToken token) {
        return tx.update("DELETE FROM oauth_request_token WHERE id = :id")
                        .bind("id", token.id())
                        .execute()
                > 0;
    }

    public Optional<RequestToken> request(Tx tx, String id) {
        return tx.query("SELECT " + REQUEST + " FROM oauth_request_token WHERE id = :id")
                .bind("id", id)
                .mapTo(RequestToken.class)
                .findOne();
    }

    public void insert(Tx tx, AccessToken token, String sealedSecret) {
        tx.update("""
                INSERT INTO oauth_access_token (id, consumer_id, project_id, secret, expires_at, user_id, roles)
                VALUES (:id, :consumerId, :projectId, :secret, :expiresAt, :userId, :roles)
                """).bindMethods(token).bind("secret", sealedSecret).execute();
    }

    public void delete(Tx tx, AccessToken token) {
        tx.update("DELETE FROM oauth_access_token WHERE id = :id")
                .bind("id", token.id())
                .execute();
    }

    public Optional<AccessToken> access(Tx tx, String id) {
        return tx.query("SELECT " + ACCESS + " FROM oauth_access_token WHERE id = :id")
                .bind("id", id)
                .mapTo(AccessToken.class)
                .findOne();
    }

    public List<AccessToken> ofUser(Tx tx, String userId) {
        return tx.query("SELECT " + ACCESS + " FROM oauth_access_token WHERE user_id = :id ORDER BY id")
                .bind("id", userId)
                .mapTo(AccessToken.class)
                .list();
    }

    /** All secrets of either kind, which are sealed, by id. */
    public Map<String, String> sealed(Tx tx) {
        return tx.query("""
                        SELECT id, secret FROM oauth_request_token
                        UNION ALL SELECT id, secret FROM oauth_access_token
                        """)
                .setMapKeyColumn("id")
                .setMapValueColumn("secret")
                .collectInto(new GenericType<Map<String, String>>() {});
    }

    public Optional<String> sealed(Tx tx, String id) {
        return tx.query("""
                        SELECT secret FROM oauth_request_token WHERE id = :id
                        UNION ALL SELECT secret FROM oauth_access_token WHERE id = :id
                        """).bind("id", id).mapTo(String.class).findOne();
    }

    public void reseal(Tx tx, String id, String sealed) {
        for (var table : List.of("oauth_request_token", "oauth_access_token")) {
            tx.update("UPDATE " + table + " SET secret = :secret WHERE id = :id")
                    .bind("id", id)
                    .bind("secret", sealed)
                    .execute();
        }
    }
}
