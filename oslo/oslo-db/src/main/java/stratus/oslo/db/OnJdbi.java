package stratus.oslo.db;

import java.lang.reflect.Type;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.generic.GenericTypes;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Ids.Id;
import stratus.oslo.base.Secret;
import tools.jackson.databind.json.JsonMapper;

/** What both databases share: JDBI, taught the project's own types. */
abstract class OnJdbi implements Db {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    protected final Jdbi jdbi;
    private final Set<Type> taught = ConcurrentHashMap.newKeySet();

    protected OnJdbi(Jdbi jdbi) {
        this.jdbi = jdbi;
        jdbi.registerColumnMapper(Instant.class, (rows, at, _) -> {
            long micros = rows.getLong(at);
            return rows.wasNull() ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        });
        jdbi.registerArgument(argument(Instant.class, t -> ChronoUnit.MICROS.between(Instant.EPOCH, t)));
        jdbi.registerArgument(argument(Id.class, Id::text));
        jdbi.registerArgument(argument(UUID.class, UUID::toString));
        jdbi.registerArgument(argument(Secret.class, Secret::value));
        jdbi.registerColumnMapper(UUID.class, (rows, at, _) -> {
            return Optional.ofNullable(rows.getString(at)).map(UUID::fromString).orElse(null);
        });
        id(Ids.ProjectId.class, Ids.ProjectId::new);
        id(Ids.UserId.class, Ids.UserId::new);
        id(Ids.DomainId.class, Ids.DomainId::new);
        id(Ids.HostName.class, Ids.HostName::new);
        id(Ids.ServerId.class, Ids.ServerId::parse);
        id(Ids.PortId.class, Ids.PortId::parse);
        id(Ids.NetworkId.class, Ids.NetworkId::parse);
        id(Ids.SubnetId.class, Ids.SubnetId::parse);
        id(Ids.SecurityGroupId.class, Ids.SecurityGroupId::parse);
        id(Ids.ImageId.class, Ids.ImageId::parse);
        id(Ids.VolumeId.class, Ids.VolumeId::parse);
        id(Ids.AttachmentId.class, Ids.AttachmentId::parse);
        id(Ids.SnapshotId.class, Ids.SnapshotId::parse);
    }

    @Override
    public Db rows(Class<?>... types) {
        for (var type : types) {
            if (taught.add(type)) {
                jdbi.registerRowMapper(RecordMapper.factory(type));
            }
        }
        return this;
    }

    @Override
    public final <I extends Id> Db id(Class<I> type, Function<String, I> parse) {
        jdbi.registerColumnMapper(type, (rows, at, _) -> {
            return Optional.ofNullable(rows.getString(at)).map(parse).orElse(null);
        });
        return this;
    }

    @Override
    public Db json(GenericType<?>... types) {
        for (var generic : types) {
            if (!taught.add(generic.getType())) {
                continue;
            }
            var type = JSON.constructType(generic.getType());
            jdbi.registerArgument((ArgumentFactory) (declared, value, _) -> declared.equals(generic.getType())
                    ? Optional.of((at, statement, _) ->
                            statement.setString(at, value == null ? null : JSON.writeValueAsString(value)))
                    : Optional.empty());
            jdbi.registerColumnMapper(generic, (rows, at, _) -> {
                var text = rows.getString(at);
                return text == null ? null : JSON.readValue(text, type);
            });
        }
        return this;
    }

    /** Preparable: JDBI asks those first, and has its own for times. */
    private static <V> ArgumentFactory.Preparable argument(Class<V> type, Function<V, Object> column) {
        return (declared, _) -> type.isAssignableFrom(GenericTypes.getErasedType(declared))
                ? Optional.of(value -> (at, statement, _) ->
                        statement.setObject(at, value == null ? null : column.apply(type.cast(value))))
                : Optional.empty();
    }
}
