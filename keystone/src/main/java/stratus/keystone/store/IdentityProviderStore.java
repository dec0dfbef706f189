package stratus.keystone.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.keystone.domain.FederationProtocol;
import stratus.keystone.domain.IdentityProvider;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code identity_provider} and {@code federation_protocol}. */
public final class IdentityProviderStore {
    private static final String COLUMNS = "id, domain_id, enabled, description, authorization_ttl, remote_ids";
    private static final String PROTOCOL = "idp_id, id, mapping_id, remote_id_attribute";

    public IdentityProviderStore(Db db) {
        db.rows(IdentityProvider.class).rows(FederationProtocol.class).json(new GenericType<List<String>>() {});
    }

    public void insert(Tx tx, IdentityProvider idp) {
        tx.update("""
                INSERT INTO identity_provider (id, domain_id, enabled, description, authorization_ttl, remote_ids)
                VALUES (:id, :domainId, :enabled, :description, :authorizationTtl, :remoteIds)
                """).bindMethods(idp).execute();
    }

    public void update(Tx tx, IdentityProvider idp) {
        tx.update("""
                UPDATE identity_provider SET enabled = :enabled, description = :description,
                    authorization_ttl = :authorizationTtl, remote_ids = :remoteIds
                WHERE id = :id
                """).bindMethods(idp).execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM identity_provider WHERE id = :id").bind("id", id).execute();
    }

    public void deleteOfDomain(Tx tx, String domainId) {
        tx.update("DELETE FROM identity_provider WHERE domain_id = :id")
                .bind("id", domainId)
                .execute();
    }

    public Optional<IdentityProvider> find(Tx tx, String id) {
        return tx.query("SELECT " + COLUMNS + " FROM identity_provider WHERE id = :id")
                .bind("id", id)
                .mapTo(IdentityProvider.class)
                .findOne();
    }

    public List<IdentityProvider> list(Tx tx) {
        return tx.query("SELECT " + COLUMNS + " FROM identity_provider ORDER BY id")
                .mapTo(IdentityProvider.class)
                .list();
    }

    public void insert(Tx tx, FederationProtocol protocol) {
        tx.update("""
                INSERT INTO federation_protocol (idp_id, id, mapping_id, remote_id_attribute)
                VALUES (:idpId, :id, :mappingId, :remoteIdAttribute)
                """).bindMethods(protocol).execute();
    }

    public void update(Tx tx, FederationProtocol protocol) {
        tx.update("""
                UPDATE federation_protocol SET mapping_id = :mappingId, remote_id_attribute = :remoteIdAttribute
                WHERE idp_id = :idpId AND id = :id
                """).bindMethods(protocol).execute();
    }

    public void delete(Tx tx, FederationProtocol protocol) {
        tx.update("DELETE FROM federation_protocol WHERE idp_id = :idpId AND id = :id")
                .bindMethods(protocol)
                .execute();
    }

    public Optional<FederationProtocol> protocol(Tx tx, String idpId, String id) {
        return tx.query("SELECT " + PROTOCOL + " FROM federation_protocol WHERE idp_id = :idp AND id = :id")
                .bind("idp", idpId)
                .bind("id", id)
                .mapTo(FederationProtocol.class)
                .findOne();
    }

    public List<FederationProtocol> protocols(Tx tx, String idpId) {
        return tx.query("SELECT " + PROTOCOL + " FROM federation_protocol WHERE idp_id = :idp ORDER BY id")
                .bind("idp", idpId)
                .mapTo(FederationProtocol.class)
                .list();
    }
}
