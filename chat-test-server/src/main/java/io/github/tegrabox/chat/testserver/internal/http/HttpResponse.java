package io.github.tegrabox.chat.testserver.internal.http;

import java.nio.charset.StandardCharsets;

/**
 * An HTTP response and how it is delivered. Immutable as long as nobody writes into
 * {@link #body()}. Length, date, connection and cross-origin fields are the transport's.
 *
 * @param status the status code
 * @param headers the header fields
 * @param body the body itself, empty if there is none
 * @param delivery how the transport delivers it
 */
@SuppressWarnings("ArrayRecordComponent") // Responses are not compared.
public record HttpResponse(int status, HttpHeaders headers, byte[] body, Delivery delivery) {

	private static final byte[] NO_BODY = {};

	/**
	 * Returns a response without a body.
	 * @param status the status code
	 * @return the response
	 */
	public static HttpResponse of(int status) {
		return new HttpResponse(status, HttpHeaders.empty(), NO_BODY, Delivery.normal());
	}

	/**
	 * Returns a response with a body.
	 * @param status the status code
	 * @param contentType the body's media type
	 * @param body the body, not copied
	 * @return the response
	 */
	public static HttpResponse of(int status, String contentType, byte[] body) {
		return new HttpResponse(status, HttpHeaders.empty().with("Content-Type", contentType), body, Delivery.normal());
	}

	/**
	 * Returns a JSON response.
	 * @param status the status code
	 * @param json the body, not copied
	 * @return the response
	 */
	public static HttpResponse json(int status, byte[] json) {
		return of(status, "application/json", json);
	}

	/**
	 * Returns a plain text response.
	 * @param status the status code
	 * @param text the body
	 * @return the response
	 */
	public static HttpResponse text(int status, String text) {
		return of(status, "text/plain; charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns this response with a header field set.
	 * @param name the field's name
	 * @param value its only value
	 * @return a new response
	 */
	public HttpResponse withHeader(String name, String value) {
		return new HttpResponse(this.status, this.headers.with(name, value), this.body, this.delivery);
	}

	/**
	 * Returns this response with another way of delivery.
	 * @param delivery how the transport delivers it
	 * @return a new response
	 */
	public HttpResponse withDelivery(Delivery delivery) {
		return new HttpResponse(this.status, this.headers, this.body, delivery);
	}

	@Override
	public String toString() {
		return this.status + " (" + this.body.length + " bytes)";
	}

}
