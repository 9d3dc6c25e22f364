package com.example.docs;

import java.util.List;
import java.util.Map;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;

/**
 * A description of the wire, OpenAPI or AsyncAPI, whose schemas can be held against what
 * really goes over it.
 */
final class Description {

	private final String address;

	private final JsonNode document;

	private final SchemaRegistry registry;

	private Description(String address, String text) {
		this.address = address;
		this.registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
				(builder) -> builder.schemas(Map.of(address, text)));
		this.document = this.registry.getSchema(SchemaLocation.of(address)).getSchemaNode();
	}

	static Description read(String file) {
		return new Description("https://chat.example/" + file, Documents.read("docs/" + file));
	}

	/**
	 * Returns what stands somewhere, following a reference.
	 * @param pointer a JSON pointer
	 * @return the node, missing if there is none
	 */
	JsonNode at(String pointer) {
		return this.document.at(resolve(pointer));
	}

	/**
	 * Returns where something stands, following a reference.
	 * @param pointer a JSON pointer
	 * @return the JSON pointer of what is referred to, or the same one
	 */
	String resolve(String pointer) {
		String reference = this.document.at(pointer).path("$ref").asString("");
		return reference.isEmpty() ? pointer : resolve(reference.substring(1));
	}

	/**
	 * Tells in what a text breaks a schema.
	 * @param pointer the JSON pointer of the schema
	 * @param json the text
	 * @return what is wrong, empty if nothing is
	 */
	List<String> problems(String pointer, String json) {
		Schema schema = this.registry.getSchema(SchemaLocation.of(this.address + "#" + resolve(pointer)));
		return schema
			.validate(json, InputFormat.JSON,
					(context) -> context.executionConfig((config) -> config.formatAssertionsEnabled(true)))
			.stream()
			.map(Error::toString)
			.toList();
	}

}
