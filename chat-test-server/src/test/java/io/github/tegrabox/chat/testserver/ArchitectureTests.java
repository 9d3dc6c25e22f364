package io.github.tegrabox.chat.testserver;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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

}
