package io.github.tegrabox.chat.testserver;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

@AnalyzeClasses(packages = "io.github.tegrabox.chat.testserver", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "io.github.tegrabox.chat.testserver";

	@ArchTest
	static final ArchRule packagesFormNoCycle = slices().matching("io.github.tegrabox.chat.(**)")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule nettyStaysInItsPackage = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".internal.netty")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.netty..");

	@ArchTest
	static final ArchRule protocolKnowsNothingAboveIt = noClasses().that()
		.resideInAnyPackage(ROOT + ".internal.http", ROOT + ".internal.engineio", ROOT + ".internal.socketio",
				ROOT + ".internal.netty")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT, ROOT + ".internal.api..", ROOT + ".fault..", ROOT + ".junit..", ROOT + ".boot..");

	@ArchTest
	static final ArchRule noSignatureShowsWhatIsInternal = members().that()
		.areDeclaredInClassesThat(DescribedPredicate.describe("users name", ArchitectureTests::isForUsers))
		.and(DescribedPredicate.describe("are public or protected",
				(JavaMember member) -> member.getModifiers().contains(JavaModifier.PUBLIC)
						|| member.getModifiers().contains(JavaModifier.PROTECTED)))
		.should(showNothingInternal());

	@ArchTest
	static void usersMeetFewTypes(JavaClasses classes) {
		assertThat(classes.stream()
			.filter((type) -> isForUsers(type) && type.getEnclosingClass().isEmpty())
			.map(JavaClass::getName)).hasSizeLessThanOrEqualTo(22);
	}

	private static boolean isForUsers(JavaClass type) {
		return isPublic(type) && !type.getPackageName().startsWith(ROOT + ".internal");
	}

	private static boolean isPublic(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(ArchitectureTests::isPublic).orElse(true);
	}

	private static ArchCondition<JavaMember> showNothingInternal() {
		return new ArchCondition<>("show no internal type") {

			@Override
			public void check(JavaMember member, ConditionEvents events) {
				if (member.getAllInvolvedRawTypes()
					.stream()
					.anyMatch((type) -> type.getPackageName().startsWith(ROOT + ".internal"))) {
					events.add(SimpleConditionEvent.violated(member, member.getFullName()));
				}
			}

		};
	}

}
