package io.github.tegrabox.chat.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class InputTests {

	@Test
	void namesTheValuesOfSamePairs() {
		assertThat(CreateUserInput.builder().externalUserId("ext-1").username("ada").build())
			.isEqualTo(CreateUserInput.of("ada", "ext-1"));
		assertThat(CreateRoomInput.builder().createdBy("usr_1").name("General").build())
			.isEqualTo(CreateRoomInput.of("General", "usr_1"));
		assertThat(CreateMessageInput.builder().userId("usr_1").content("Hello").build())
			.isEqualTo(CreateMessageInput.of("Hello", "usr_1"));
		assertThatIllegalArgumentException().isThrownBy(() -> CreateUserInput.builder().username("ada").build())
			.withMessage("externalUserId must not be blank");
		assertThatIllegalArgumentException().isThrownBy(() -> CreateRoomInput.builder().name("n").build());
		assertThatIllegalArgumentException().isThrownBy(() -> CreateMessageInput.builder().content("c").build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t\n" })
	void refusesABlankValueWhereItIsBuilt(String blank) {
		assertThatIllegalArgumentException().isThrownBy(() -> CreateUserInput.of(blank, "ext-1"));
		assertThatIllegalArgumentException().isThrownBy(() -> CreateUserInput.of("ada", blank));
		assertThatIllegalArgumentException().isThrownBy(() -> CreateUserInput.builder(blank, "ext-1").build());
		assertThatIllegalArgumentException().isThrownBy(() -> CreateRoomInput.of(blank, "usr_1"));
		assertThatIllegalArgumentException().isThrownBy(() -> CreateRoomInput.of("General", blank));
		assertThatIllegalArgumentException().isThrownBy(() -> CreateMessageInput.of(blank, "usr_1"));
		assertThatIllegalArgumentException().isThrownBy(() -> CreateMessageInput.of("Hello", blank));
	}

}
