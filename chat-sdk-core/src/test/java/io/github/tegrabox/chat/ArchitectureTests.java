package io.github.tegrabox.chat;

import java.util.function.Predicate;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
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

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

@AnalyzeClasses(packages = "io.github.tegrabox.chat",
		importOptions = { ImportOption.DoNotIncludeTests.class, ArchitectureTests.CoreOnly.class })
class ArchitectureTests {

	private static final String LINKS = "io.github.tegrabox.chat.internal.socketio.";

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
	static final ArchRule onlyOnePackageKnowsTheLibrary = onlyIn(LINKS + "library",
			resideInAnyPackage("org.json..", "okhttp3..", "okio..", "io.socket.."));

	@ArchTest
	static final ArchRule onlyOnePackageKnowsNetty = onlyIn(LINKS + "netty",
			resideInAnyPackage("reactor.netty..", "io.netty.."));

	@ArchTest
	static final ArchRule onlyOnePackageKnowsTheWebSocketOfTheJdk = onlyIn(LINKS + "jdk", DescribedPredicate
		.describe("are the JDK's WebSocket", (type) -> type.getName().startsWith("java.net.http.WebSocket")));

	@ArchTest
	static final ArchRule theProtocolKnowsNoNetwork = noClasses().that()
		.resideInAPackage("io.github.tegrabox.chat.internal.socketio")
		.should()
		.dependOnClassesThat(DescribedPredicate.describe("send or receive",
				(type) -> type.getName()
					.matches("java\\.net\\.http\\.(HttpClient|HttpRe.*|WebSocket.*)|"
							+ "java\\.net\\.(Server|Datagram)?Socket")));

	@ArchTest
	static final ArchRule noSignatureShowsWhatIsInternal = members().that()
		.areDeclaredInClassesThat(DescribedPredicate.describe("users name",
				(JavaClass type) -> isPublic(type) && !type.getPackageName().contains(".internal")))
		.and(DescribedPredicate.describe("are public or protected",
				(JavaMember member) -> member.getModifiers().contains(JavaModifier.PUBLIC)
						|| member.getModifiers().contains(JavaModifier.PROTECTED)))
		.should(show("no internal type", (type) -> type.getPackageName().contains("tegrabox.chat.internal")));

	@ArchTest
	static void usersMeetNoMoreTypes(JavaClasses classes) {
		assertThat(classes.stream()
			.filter((type) -> isPublic(type) && type.getEnclosingClass().isEmpty()
					&& !type.getPackageName().contains(".internal"))
			.map(JavaClass::getName)).hasSizeLessThanOrEqualTo(70);
	}

	private static ArchRule onlyIn(String home, DescribedPredicate<? super JavaClass> types) {
		return noClasses().that().resideOutsideOfPackage(home).should().dependOnClassesThat(types);
	}

	private static boolean isPublic(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(ArchitectureTests::isPublic).orElse(true);
	}

	@ArchTest
	static final ArchRule noSignatureShowsSocketIo = members().that()
		.areDeclaredInClassesThat(DescribedPredicate.describe("are public",
				(JavaClass type) -> type.getModifiers().contains(JavaModifier.PUBLIC)))
		.and(DescribedPredicate.describe("are public or protected",
				(JavaMember member) -> member.getModifiers().contains(JavaModifier.PUBLIC)
						|| member.getModifiers().contains(JavaModifier.PROTECTED)))
		.should(show("no type of Socket.IO's client",
				(type) -> type.getPackageName().matches("(org\\.json|okhttp3|okio|io\\.socket)(\\..*)?")));

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

	private static ArchCondition<JavaMember> show(String what, Predicate<JavaClass> forbidden) {
		return new ArchCondition<>("show " + what) {

			@Override
			public void check(JavaMember member, ConditionEvents events) {
				if (member.getAllInvolvedRawTypes().stream().anyMatch(forbidden)) {
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
