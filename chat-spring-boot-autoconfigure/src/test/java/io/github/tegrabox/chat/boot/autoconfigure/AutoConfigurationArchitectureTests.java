package io.github.tegrabox.chat.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.stereotype.Component;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the structure of this module.
 */
class AutoConfigurationArchitectureTests {

	private static final String ROOT = "io.github.tegrabox.chat";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPaths(Path.of("target/classes"));

	@Test
	void packagesFormNoCycle() {
		slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void autoConfigurationsArePublicAndFinalWithoutPublicMembers() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.check(CLASSES);
		methods().that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.notBePublic()
			.check(CLASSES);
		CLASSES.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.flatMap((type) -> type.getConstructors().stream())
			.forEach((constructor) -> assertThat(constructor.getModifiers()).as(constructor.getFullName())
				.doesNotContain(JavaModifier.PUBLIC));
	}

	@Test
	void beanMethodsAreNotPublicAndHaveNoClassCondition() {
		methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate().check(CLASSES);
		noMethods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.beAnnotatedWith(ConditionalOnClass.class)
			.check(CLASSES);
	}

	@Test
	void nothingIsFoundByScanning() {
		noClasses().should()
			.beAnnotatedWith(Component.class)
			.orShould()
			.beAnnotatedWith(ComponentScan.class)
			.check(CLASSES);
	}

	@Test
	void theSpringPartDoesNotKnowBoot() {
		noClasses().that()
			.resideInAPackage(ROOT + ".spring..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot..", ROOT + ".boot..")
			.check(CLASSES);
	}

	@Test
	void propertiesStopAtTheAutoConfiguration() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".boot.autoconfigure..")
			.should()
			.dependOnClassesThat()
			.areAnnotatedWith(ConfigurationProperties.class)
			.check(CLASSES);
	}

	@Test
	void everyAutoConfigurationIsRegistered() throws IOException {
		List<String> registered = Files.readAllLines(Path
			.of("target/classes/META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports"));
		assertThat(registered).isSorted()
			.containsExactlyInAnyOrderElementsOf(CLASSES.stream()
				.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
				.map(JavaClass::getName)
				.toList());
	}

}
