package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.springframework.util.StringUtils;

/**
 * Elements of a configured list that are there: a trailing comma and a placeholder with
 * an empty default make none.
 */
final class PresentElements {

	private PresentElements() {
	}

	/**
	 * The elements that are not blank, without white space around them.
	 * @param elements the elements as configured
	 * @return a new list
	 */
	static List<String> of(List<String> elements) {
		List<String> present = new ArrayList<>();
		for (String element : elements) {
			if (StringUtils.hasText(element)) {
				present.add(element.strip());
			}
		}
		return present;
	}

}
