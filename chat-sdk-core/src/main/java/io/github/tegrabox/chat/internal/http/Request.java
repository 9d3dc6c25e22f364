package io.github.tegrabox.chat.internal.http;

import java.net.URI;

import io.github.tegrabox.chat.internal.auth.Secret;

/**
 * Call bound to an address and to the one credential that goes with it.
 *
 * @param <T> the type of the result
 * @param call the call
 * @param route what the wire says of the operation
 * @param uri the address
 * @param projectId the id of the project, empty if the wire needs none
 * @param credential the API key or JWT
 * @param apiKey whether the credential is the API key
 */
record Request<T>(Call<T> call, Routes.Route route, URI uri, String projectId, Secret credential, boolean apiKey) {

	String method() {
		return this.route.method();
	}

	String path() {
		return this.uri.getRawPath();
	}

	/**
	 * The request as messages name it.
	 */
	String line() {
		return method() + ' ' + path();
	}

}
