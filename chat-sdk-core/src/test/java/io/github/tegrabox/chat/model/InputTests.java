package io.github.tegrabox.chat.model;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class InputTests {

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
