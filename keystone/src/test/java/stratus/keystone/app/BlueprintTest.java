package stratus.keystone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.keystone.KeystoneConfig;
import stratus.keystone.KeystoneService;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;

class BlueprintTest {
    private static final Import.Mode PLAIN = new Import.Mode(false, false, false);
    private static final Import.Mode UPDATE = new Import.Mode(true, false, false);
    private static final Export.Options ALL = new Export.Options(true, true);
    private static final String SMALL = """
            format: stratus-keystone/1
            regions:
            - name: west
              parent: world
            - name: world
            services:
            - type: object-store
              name: swift
              endpoints:
              - {interface: public, region: west, url: "http://swift"}
            roles:
            - name: operator
              implies: [{name: watcher}]
            - name: watcher
            - name: local
              domain: Acme
            domains:
            - name: Acme
              projects:
              - {name: web, parent: sites}
              - {name: sites, tags: [a, b]}
              users:
              - name: ann
                default_project: {name: web, domain: Acme}
                password_hash: $2b$04$1GW3WA536.3v13cpZb309u1WTrJEutw8cZmjZDdCTRoQtr2.q766G
                extra: {email: ann@acme.test}
              groups:
              - name: team
                members: [{name: ann, domain: Acme}]
            assignments:
            - {group: {name: team, domain: Acme}, role: {name: operator}, domain: Acme, inherited: true}
            - {user: {name: ann, domain: Acme}, role: {name: watcher}, system: true}
            registered_limits:
            - {service: {type: object-store, name: swift}, resource: buckets, default_limit: 10}
            limits:
            - {service: {type: object-store, name: swift}, resource: buckets, project: {name: web, domain: Acme}, limit: 5}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Db db;

    @SuppressWarnings("NullAway.Init")
    private KeystoneService keystone;

    @BeforeEach
    void start() {
        db = BothDatabases.sqlite("keystone");
        keystone = keystone(db);
        keystone.bootstrap().run(new Bootstrap.Seed(new Secret("pw"), new Secret("pw"), "RegionOne", List.of()));
    }

    private KeystoneService keystone(Db db) {
        var config = KeystoneConfig.usual("http://localhost:5000", folder.resolve("keys"))
                .withBcryptCost(4);
        return new KeystoneService(config, db, InstantSource.fixed(Instant.parse("2026-11-23T09:00:00Z")));
    }

    @AfterEach
    void stop() {
        keystone.close();
        db.close();
    }

    private Import.Outcome run(String yaml, Import.Mode mode) {
        return keystone.importing().run(yaml, mode);
    }

    @Test
    void whatIsImportedTwiceIsThereOnce() {
        assertThat(run(SMALL, PLAIN)).isEqualTo(new Import.Outcome(18, 0, 0));
        assertThat(run(SMALL, PLAIN)).isEqualTo(new Import.Outcome(0, 0, 18));
    }

    @Test
    void whatIsExportedIsImportedElsewhereAsItWas() {
        run(SMALL, PLAIN);
        var written = keystone.export(ALL);
        try (var other = BothDatabases.sqlite("keystone");
                var there = keystone(other)) {
            there.importing().run(written, PLAIN);
            assertThat(there.export(ALL)).isEqualTo(written);
        }
        assertThat(run(written, PLAIN).created()).isZero();
        assertThat(run(written, PLAIN).updated()).isZero();
    }

    @Test
    void hashesAndIdsAreInTheFileOnlyWhereTheyAreAskedFor() {
        run(SMALL, PLAIN);
        assertThat(keystone.export(new Export.Options(false, false)))
                .doesNotContain("$2b$")
                .doesNotContain("\n  id:")
                .contains("ann@acme.test");
        assertThat(keystone.export(ALL)).contains("$2b$04$1GW3WA536");
    }

    @Test
    void aConflictIsNamedAndNothingIsImported() {
        run(SMALL, PLAIN);
        var before = keystone.export(ALL);
        var changed = SMALL.replace("http://swift", "http://moved").replace("ann@acme.test", "ann@new.test")
                + "- {service: {type: none, name: none}, resource: x, domain: Acme, limit: 5}\n";
        var added = changed.replace("- name: world\n", "- name: world\n- name: east\n");
        assertThatThrownBy(() -> run(added, PLAIN))
                .isInstanceOf(Fault.Conflict.class)
                .hasMessageContaining("Nothing was imported")
                .hasMessageContaining(
                        "public endpoint of service swift (object-store) in west is there and differs in url")
                .hasMessageContaining("user ann of Acme is there and differs in extra")
                .hasMessageContaining("there is no service none (none)");
        assertThat(keystone.export(ALL)).isEqualTo(before);
    }

    @Test
    void whatDiffersIsChangedWhereThatIsAskedFor() {
        run(SMALL, PLAIN);
        var outcome = run(SMALL.replace("http://swift", "http://moved"), UPDATE);
        assertThat(outcome).isEqualTo(new Import.Outcome(0, 1, 17));
        assertThat(keystone.export(ALL)).contains("http://moved");
    }

    @Test
    void aProjectIsNotMovedBelowAnother() {
        run(SMALL, PLAIN);
        assertThatThrownBy(() -> run(SMALL.replace("{name: web, parent: sites}", "{name: web}"), UPDATE))
                .hasMessageContaining("project web of Acme: parent_id cannot be changed");
    }

    @Test
    void anotherIdIsAConflictUnlessIdsDoNotMatter() {
        var yaml = """
                format: stratus-keystone/1
                domains:
                - name: Default
                  description: The default domain
                  projects:
                  - {name: demo, id: 0123456789abcdef0123456789abcdef, description: A project to play with.}
                """;
        assertThatThrownBy(() -> run(yaml, PLAIN)).hasMessageContaining("project demo of Default is there with the id");
        assertThat(run(yaml, new Import.Mode(false, true, false)).created()).isZero();
    }

    @Test
    void aRehearsalSaysWhatWouldBeDoneAndDoesNothing() {
        var before = keystone.export(ALL);
        assertThat(run(SMALL, new Import.Mode(false, false, true)).created()).isEqualTo(18);
        assertThat(keystone.export(ALL)).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoneIsRefusedWithTheReason() {
        assertThatThrownBy(() -> run("regions: []", PLAIN)).hasMessageContaining("format: stratus-keystone/1");
        assertThatThrownBy(() -> run(SMALL + "wishes: []\n", PLAIN))
                .isInstanceOf(Fault.Invalid.class)
                .hasMessageContaining("wishes");
        assertThatThrownBy(() -> run("a: b: c", PLAIN)).isInstanceOf(Fault.Invalid.class);
        assertThatThrownBy(() -> run(SMALL.replace("$2b$04$1", "$9$"), PLAIN))
                .hasMessageContaining("user ann of Acme has a password hash of no known kind");
    }
}
