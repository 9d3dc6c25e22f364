package io.github.tegrabox.chat.internal.http;

import java.net.URI;

import io.github.tegrabox.chat.internal.auth.Secret;

/**
 * Call with its address and the one credential that it is sent with.
 *
 * @param <T> the type of the result
 * @param call the call
 * @param route the operation according to the wire settings
 * @param uri the address
 * @param projectId the id of the project, empty if it is not needed
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
	 * Returns the request as error messages name it.
	 */
	String line() {
		return method() + ' ' + path();
	}

}
