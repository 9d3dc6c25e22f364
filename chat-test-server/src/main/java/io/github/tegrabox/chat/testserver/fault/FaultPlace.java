package io.github.tegrabox.chat.testserver.fault;

/**
 * The kinds of points at which faults stand.
 */
enum FaultPlace {

	OPERATION, HANDSHAKE, CONNECT, RECEIVE, EMIT;

	static FaultPlace of(String point) {
		if (point.equals(Faults.HANDSHAKE)) {
			return HANDSHAKE;
		}
		if (point.equals(Faults.CONNECT)) {
			return CONNECT;
		}
		if (point.startsWith(Faults.RECEIVE)) {
			return RECEIVE;
		}
		return point.startsWith(Faults.EMIT) ? EMIT : OPERATION;
	}

}
