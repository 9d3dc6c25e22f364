package io.github.tegrabox.chat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "io.github.tegrabox.chat",
		importOptions = { ImportOption.DoNotIncludeTests.class, ArchitectureTests.CoreOnly.class })
class ArchitectureTests {

	private static final String[] FOREIGN = { "org.json..", "okhttp3..", "okio..", "io.socket.." };

	@ArchTest
	static final ArchRule packagesFormNoCycle = slices().matching("io.github.tegrabox.chat.(**)")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule nothingBelowTheFrontKnowsIt = noClasses().that()
		.resideInAPackage("io.github.tegrabox.chat.*..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.github.tegrabox.chat");

	@ArchTest
	static final ArchRule onlyTheTransportKnowsSocketIo = noClasses().that()
		.resideOutsideOfPackage("io.github.tegrabox.chat.internal.socketio..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(FOREIGN);

	@ArchTest
	static final ArchRule noSignatureShowsSocketIo = members().that()
		.areDeclaredInClassesThat(DescribedPredicate.describe("are public",
				(JavaClass type) -> type.getModifiers().contains(JavaModifier.PUBLIC)))
		.and(DescribedPredicate.describe("are public or protected",
				(JavaMember member) -> member.getModifiers().contains(JavaModifier.PUBLIC)
						|| member.getModifiers().contains(JavaModifier.PROTECTED)))
		.should(showNothingForeign());

	@ArchTest
	static final ArchRule leavesImportNothingOfOurs = noClasses().that()
		.resideInAnyPackage("io.github.tegrabox.chat.model", "io.github.tegrabox.chat.error")
		.should()
		.dependOnClassesThat(foreignTo("io.github.tegrabox.chat.model", "io.github.tegrabox.chat.error"));

	@ArchTest
	static final ArchRule eventsImportNothingButTheModel = noClasses().that()
		.resideInAPackage("io.github.tegrabox.chat.event")
		.should()
		.dependOnClassesThat(foreignTo("io.github.tegrabox.chat.event", "io.github.tegrabox.chat.model"));

	@ArchTest
	static final ArchRule nothingKnowsBoot = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.boot..", "org.springframework.context..");

	private static DescribedPredicate<JavaClass> foreignTo(String own, String other) {
		return DescribedPredicate.describe("are ours but neither of " + own + " nor of " + other,
				(type) -> type.getPackageName().startsWith("io.github.tegrabox.chat")
						&& !type.getPackageName().equals(own) && !type.getPackageName().equals(other));
	}

	private static ArchCondition<JavaMember> showNothingForeign() {
		return new ArchCondition<>("show no type of Socket.IO's client") {

			@Override
			public void check(JavaMember member, ConditionEvents events) {
				boolean foreign = member.getAllInvolvedRawTypes()
					.stream()
					.anyMatch((type) -> type.getPackageName().matches("(org\\.json|okhttp3|okio|io\\.socket)(\\..*)?"));
				if (foreign) {
					events.add(SimpleConditionEvent.violated(member, member.getFullName()));
				}
			}

		};
	}

	static final class CoreOnly implements ImportOption {

		@Override
		public boolean includes(Location location) {
			return !location.contains("/testserver/");
		}

	}

}
