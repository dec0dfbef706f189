package stratus.glance.registry;

import java.util.List;
import java.util.Optional;
import stratus.glance.domain.Member;
import stratus.oslo.db.Db;

/** SQL over {@code image_member}. */
final class MemberStore {
    private static final String SELECT =
            "SELECT image_id, member_id, status, created_at, updated_at FROM image_member WHERE image_id = :image";

    private final Db db;

    MemberStore(Db db) {
        this.db = db.rows(Member.class);
    }

    public List<Member> list(String image) {
        return db.read(tx -> tx.query(SELECT + " ORDER BY created_at, member_id")
                .bind("image", image)
                .mapTo(Member.class)
                .list());
    }

    public Optional<Member> find(String image, String member) {
        return db.read(tx -> tx.query(SELECT + " AND member_id = :member")
                .bind("image", image)
                .bind("member", member)
                .mapTo(Member.class)
                .findOne());
    }

    /** False where it is one already. */
    public boolean insert(Member member) {
        return db.write(tx -> tx.update("""
                INSERT INTO image_member (image_id, member_id, status, created_at, updated_at)
                VALUES (:imageId, :memberId, :status, :createdAt, :updatedAt) ON CONFLICT DO NOTHING
                """).bindMethods(member).execute()) == 1;
    }

    public void update(Member member) {
        db.run(tx -> tx.update("""
                UPDATE image_member SET status = :status, updated_at = :updatedAt
                WHERE image_id = :imageId AND member_id = :memberId
                """).bindMethods(member).execute());
    }

    public boolean delete(String image, String member) {
        return db.write(tx -> tx.update("DELETE FROM image_member WHERE image_id = :image AND member_id = :member")
                        .bind("image", image)
                        .bind("member", member)
                        .execute())
                == 1;
    }
}
