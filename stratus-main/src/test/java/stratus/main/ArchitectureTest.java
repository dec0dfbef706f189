package stratus.main;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import stratus.oslo.messaging.Bus;

/** What the Maven module graph cannot say. */
class ArchitectureTest {
    private final JavaClasses code = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/testing"))
            .importPackages("stratus");

    @Test
    void layersPointDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("api")
                .definedBy("stratus.*.api..")
                .layer("app")
                .definedBy("stratus.*.app..", "stratus.*.conductor..", "stratus.*.scheduler..")
                .layer("registry")
                .definedBy("stratus.glance.registry..")
                .layer("store")
                .definedBy("stratus.*.store..")
                .layer("domain")
                .definedBy("stratus.*.domain..")
                .whereLayer("api")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("app")
                .mayOnlyBeAccessedByLayers("api")
                .whereLayer("registry")
                .mayOnlyBeAccessedByLayers("api", "app")
                .whereLayer("registry")
                .mayOnlyAccessLayers("domain")
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("app")
                .check(code);
    }

    /** Its stores are for those who move bits: they write in one transaction with it. */
    @Test
    void glanceKnowsItsRegistryByInterfaces() {
        noClasses()
                .that()
                .resideInAPackage("stratus.glance.api..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("stratus\\.glance\\.registry\\.(\\w+Store|Sql\\w+|Registry)")
                .check(code);
    }

    @Test
    void onlyStoresSpeakSql() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "stratus.*.store..", "stratus.glance.registry..", "stratus.oslo.db..", "stratus.oslo.saga..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "java.sql..")
                .check(code);
    }

    @Test
    void nativeCodeStaysBehindItsPools() {
        noClasses()
                .that()
                .resideOutsideOfPackages("stratus.oslo.db..", "stratus.nova.libvirt..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.jna..", "org.libvirt..", "org.sqlite..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(DriverManager.class)
                .check(code);
    }

    @Test
    void onlyHttpKnowsHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "stratus.*.api..", "stratus.oslo.http..", "stratus.clients..", "stratus.main..", "stratus.*")
                .should()
                .dependOnClassesThat(resideInAPackage("stratus.oslo.http.."))
                .check(code);
    }

    @Test
    void contractsTakeOneRecord() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Bus.Contract.class)
                .should(HaveOneRecordParameter.INSTANCE)
                .allowEmptyShould(true)
                .check(code);
    }

    @Test
    void servicesMeetOnlyThroughClients() {
        for (var service : new String[] {"nova", "neutron", "cinder", "glance", "keystone", "placement"}) {
            classes()
                    .that()
                    .resideInAnyPackage("stratus.%s..".formatted(service))
                    .should()
                    .onlyHaveDependentClassesThat()
                    .resideInAnyPackage("stratus.%s..".formatted(service), "stratus.main..")
                    .allowEmptyShould(true)
                    .check(code);
        }
    }
}
